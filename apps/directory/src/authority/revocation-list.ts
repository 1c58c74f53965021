import 'reflect-metadata';
import { createPrivateKey, sign } from 'node:crypto';
import { SubjectKeyIdentifierExtension, X509Certificate } from '@peculiar/x509';
import {
  bitString,
  enumerated,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
} from './der-writer.js';

/** CRLReason (RFC 5280 5.3.1); whoever gives none has none in the list. */
const reasons = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
} as const;

/** One certificate that does not count. */
export interface RevokedCertificate {
  /** In hexadecimal. */
  readonly serialNumber: string;
  readonly revokedAt: Date;
  readonly reason: keyof typeof reasons;
}

export interface ListToSign {
  /** Of the authority, in DER. */
  readonly certificate: Buffer;
  /** PKCS #8, in DER. */
  readonly privateKey: Buffer;
  readonly number: bigint;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly RevokedCertificate[];
}

const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const reasonCode = '2.5.29.21';
const crlNumber = '2.5.29.20';
const authorityKeyIdentifier = '2.5.29.35';

/** A complete list of what an authority revoked, version 2, signed with its key; in DER (RFC 5280 5). */
export function signRevocationList(list: ListToSign): Buffer {
  const issuer = new X509Certificate(new Uint8Array(list.certificate));
  const entries = list.revoked.map(({ serialNumber, revokedAt, reason }) =>
    sequence(integer(serialNumber), time(revokedAt), ...reasonOf(reason)),
  );
  const tbs = sequence(
    integer('01'),
    ecdsaWithSha256,
    Buffer.from(issuer.subjectName.toArrayBuffer()),
    time(list.thisUpdate),
    time(list.nextUpdate),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    explicit(
      0,
      sequence(
        extension(authorityKeyIdentifier, sequence(implicit(0, keyIdentifierOf(issuer)))),
        extension(crlNumber, integer(list.number.toString(16))),
      ),
    ),
  );
  const key = createPrivateKey({ key: list.privateKey, format: 'der', type: 'pkcs8' });
  return sequence(tbs, ecdsaWithSha256, bitString(sign('sha256', tbs, key)));
}

const extension = (oid: string, value: Buffer): Buffer =>
  sequence(objectIdentifier(oid), octetString(value));

function reasonOf(reason: keyof typeof reasons): Buffer[] {
  const code = reasons[reason];
  return code === 0 ? [] : [sequence(extension(reasonCode, enumerated(code)))];
}

function keyIdentifierOf(issuer: X509Certificate): Buffer {
  const identifier = issuer.getExtension(SubjectKeyIdentifierExtension)?.keyId ?? '';
  return Buffer.from(identifier, 'hex');
}
