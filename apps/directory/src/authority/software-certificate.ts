import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { CertificateUse } from '../certificates/certificate.js';
import type { Role } from '../organisations/roles.js';
import { authorityAlgorithm, documentSigning } from './authority-certificate.js';
import { competentAuthority, psd2Statements, qcStatementsOid } from './psd2-statements.js';
import { serialNumber } from './serial-number.js';

/** Whose certificate it is. */
export interface Holder {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly country: string;
  readonly softwareId: string;
  readonly roles: readonly Role[];
}

/** An authority that can issue. */
export interface Issuer {
  /** In DER. */
  readonly certificate: Buffer;
  /** PKCS #8, in DER. */
  readonly privateKey: Buffer;
  /** Where its list of revoked certificates is. */
  readonly crlUrl: string;
}

export interface CertificateToIssue {
  readonly holder: Holder;
  readonly use: CertificateUse;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Buffer;
  readonly dnsNames: readonly string[];
}

const dayMilliseconds = 86_400_000;
const validDays = 90;
const backdateMilliseconds = 300_000;

/** The name of a piece of software in certificates and registrations. */
export const sanUriOf = (softwareId: string): string => `urn:sandbank:software:${softwareId}`;

/** As ETSI TS 119 495 5.2.1 numbers payment service providers. */
export const organisationIdentifier = (holder: Holder): string => {
  const authority = competentAuthority(holder.country);
  return `PSD${authority}-${holder.organisationId.slice(0, 8).toUpperCase()}`;
};

/** A certificate for 90 days, never longer than its authority, in DER. */
export async function issueCertificate(
  { certificate, privateKey, crlUrl }: Issuer,
  { holder, use, publicKey, dnsNames }: CertificateToIssue,
  now: Date,
): Promise<{ readonly der: Buffer; readonly serialNumber: string }> {
  const issuer = new X509Certificate(new Uint8Array(certificate));
  const key = new PublicKey(new Uint8Array(publicKey));
  const serial = serialNumber();
  const ends = new Date(now.getTime() + validDays * dayMilliseconds);
  const begins = new Date(now.getTime() - backdateMilliseconds);
  const isSigning = use === 'signing';
  const issued = await X509CertificateGenerator.create({
    serialNumber: serial,
    subject: subjectOf(holder),
    issuer: issuer.subjectName,
    notBefore: begins < issuer.notBefore ? issuer.notBefore : begins,
    notAfter: ends > issuer.notAfter ? issuer.notAfter : ends,
    signingAlgorithm: authorityAlgorithm,
    publicKey: key,
    signingKey: await crypto.subtle.importKey(
      'pkcs8',
      new Uint8Array(privateKey),
      authorityAlgorithm,
      false,
      ['sign'],
    ),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(
        isSigning
          ? KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation
          : KeyUsageFlags.digitalSignature,
        true,
      ),
      new ExtendedKeyUsageExtension([isSigning ? documentSigning : ExtendedKeyUsage.clientAuth]),
      new SubjectAlternativeNameExtension([
        { type: 'url', value: sanUriOf(holder.softwareId) },
        ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
      ]),
      new CRLDistributionPointsExtension([crlUrl]),
      new Extension(
        qcStatementsOid,
        false,
        new Uint8Array(psd2Statements(use, holder.roles, holder.country)),
      ),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await SubjectKeyIdentifierExtension.create(key),
    ],
  });
  return { der: Buffer.from(issued.rawData), serialNumber: serial };
}

/** The most significant part first; RFC 4514 writes it the other way round. */
function subjectOf(holder: Holder): Name {
  return new Name([
    { C: [{ printableString: holder.country }] },
    { O: [{ utf8String: holder.organisationName }] },
    { '2.5.4.97': [{ utf8String: organisationIdentifier(holder) }] },
    { CN: [{ utf8String: holder.softwareId }] },
  ]);
}
