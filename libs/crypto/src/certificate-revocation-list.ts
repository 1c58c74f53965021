import { verify, type KeyObject } from 'node:crypto';
import { cRLSign, readAlgorithm, readExtensions, serialText } from './certificate-fields.js';
import type { ParsedCertificate } from './client-certificate.js';
import { derChildren, derContent, derElement, derTag, type DerElement } from './der.js';
import { readDistinguishedName, sameDistinguishedName } from './distinguished-name.js';
import { CertificateError } from './errors.js';

/** A list of certificates that their authority has taken back, which it signed itself (RFC 5280 5). */
export interface RevocationList {
  readonly thisUpdate: Date;
  /** The list says nothing any more after this moment. */
  readonly nextUpdate: Date;
  /** Serial numbers, as `CertificateFields` has them. */
  readonly revoked: ReadonlySet<string>;
}

const revokedMax = 200_000;
const extensionsTag = 0xa0;

/**
 * Reads a list in PEM. Throws `CertificateError` for one that is malformed, not signed by this authority, never to be
 * renewed, or of a kind that leaves something out (RFC 5280 5.2, 6.3.3).
 */
export function readRevocationList(pem: string, authority: ParsedCertificate): RevocationList {
  const body = /-----BEGIN (?:X509 )?CRL-----([^-]+)-----END (?:X509 )?CRL-----/.exec(pem)?.[1];
  if (body === undefined) throw malformed('the list is not in PEM');
  const [tbs, algorithm, signature] = derChildren(
    derElement(Buffer.from(body, 'base64')),
    derTag.sequence,
  );
  if (tbs === undefined || signature === undefined) throw malformed('the list is cut');
  const parts = derChildren(tbs, derTag.sequence);
  if (parts[0]?.tag === derTag.integer) parts.shift();
  const [innerAlgorithm, issuer, thisUpdate, nextUpdate, ...rest] = parts;
  if (algorithm?.encoded.equals(innerAlgorithm?.encoded ?? Buffer.alloc(0)) !== true)
    throw malformed('the list names two signature algorithms');
  assertMaySign(authority, issuer);
  if (!isSigned(readAlgorithm(algorithm), tbs.encoded, signature, authority.x509.publicKey))
    throw new CertificateError('revocation_list_forged', 'the list is not signed by its authority');
  assertWhole(rest.find(({ tag }) => tag === extensionsTag));
  return {
    thisUpdate: readTime(thisUpdate),
    nextUpdate: readTime(nextUpdate),
    revoked: readRevoked(rest[0]?.tag === derTag.sequence ? rest[0] : undefined),
  };
}

const malformed = (what: string): CertificateError =>
  new CertificateError('revocation_list_malformed', what);

function assertMaySign({ fields }: ParsedCertificate, issuer: DerElement | undefined): void {
  const mayList = fields.keyUsage === undefined || (fields.keyUsage & cRLSign) !== 0;
  if (mayList && sameDistinguishedName(readDistinguishedName(issuer), fields.subject)) return;
  throw new CertificateError('revocation_list_forged', 'the list is of another authority');
}

const hashes: Readonly<Record<string, readonly [type: string, hash: string | null]>> = {
  '1.2.840.10045.4.3.2': ['ec', 'sha256'],
  '1.2.840.10045.4.3.3': ['ec', 'sha384'],
  '1.2.840.10045.4.3.4': ['ec', 'sha512'],
  '1.2.840.113549.1.1.11': ['rsa', 'sha256'],
  '1.2.840.113549.1.1.12': ['rsa', 'sha384'],
  '1.2.840.113549.1.1.13': ['rsa', 'sha512'],
  '1.3.101.112': ['ed25519', null],
  '1.3.101.113': ['ed448', null],
};

function isSigned(algorithm: string, signed: Buffer, bits: DerElement, key: KeyObject): boolean {
  const [type, hash] = hashes[algorithm] ?? [];
  if (hash === undefined || key.asymmetricKeyType !== type) return false;
  // The first octet counts unused bits, of which a signature has none.
  const [unused, ...signature] = derContent(bits, derTag.bitString);
  return unused === 0 && verify(hash, signed, key, Buffer.from(signature));
}

// A list of changes, and one of some certificates alone, do not say what is left out.
const partial = ['2.5.29.27', '2.5.29.28'];
const understood = new Set(['2.5.29.20', '2.5.29.35']);

function assertWhole(wrapper: DerElement | undefined): void {
  for (const [type, { isCritical }] of readExtensions(wrapper))
    if (partial.includes(type) || (isCritical && !understood.has(type)))
      throw malformed(`the list has the extension ${type}`);
}

function readRevoked(list: DerElement | undefined): ReadonlySet<string> {
  if (list === undefined) return new Set();
  const entries = derChildren(list, derTag.sequence);
  if (entries.length > revokedMax) throw malformed('the list is endless');
  return new Set(
    entries.map((entry) => {
      const [serial, , extensions] = derChildren(entry, derTag.sequence);
      if (extensions !== undefined) assertEntryIsUnderstood(extensions);
      return serialText(serial);
    }),
  );
}

/** What is critical in an entry changes whose certificate it means (RFC 5280 5.3). */
function assertEntryIsUnderstood(extensions: DerElement): void {
  for (const extension of derChildren(extensions, derTag.sequence)) {
    const flag = derChildren(extension, derTag.sequence)[1];
    if (flag?.tag === derTag.boolean && flag.content[0] !== 0)
      throw malformed('an entry of the list has a critical extension');
  }
}

const utcTime = 0x17;
const generalizedTime = 0x18;
const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** UTCTime up to 2049, GeneralizedTime from then on, both to the second (RFC 5280 5.1.2.4). */
function readTime(element: DerElement | undefined): Date {
  const text = element?.content.toString('latin1') ?? '';
  const isShort = element?.tag === utcTime;
  if (!isShort && element?.tag !== generalizedTime) throw malformed('the list lacks a time');
  const whole = isShort ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const time = new Date(whole.replace(digits, '$1-$2-$3T$4:$5:$6Z'));
  if (!digits.test(whole) || Number.isNaN(time.getTime())) throw malformed('a time is none');
  return time;
}
