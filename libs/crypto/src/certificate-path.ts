import { digitalSignature, keyCertSign } from './certificate-fields.js';
import { parseCertificate, type ParsedCertificate } from './client-certificate.js';
import { CertificateError } from './errors.js';

/** The authorities whose clients' certificates are believed, and no others. */
export interface ClientAuthorities {
  readonly anchors: readonly ParsedCertificate[];
}

/** A span of time, both ends included. */
export interface ValidityPeriod {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const anchorsMax = 100;
const offeredMax = 8;
/** Certificates between the client's and the anchor. */
const intermediatesMax = 4;
const clientAuth = '1.3.6.1.5.5.7.3.2';

/**
 * Reads a bundle of authorities in PEM. Throws `CertificateError` when it holds none, more than 100, or one that is no
 * authority or says something critical that is not understood here, such as nameConstraints.
 */
export function readClientAuthorities(pem: string): ClientAuthorities {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || blocks.length > anchorsMax)
    throw new CertificateError('certificate_no_authority', `1 to ${anchorsMax} are wanted`);
  const anchors = blocks.map((block) =>
    parseCertificate(Buffer.from(block.replace(/-----[^-]+-----|\s/g, ''), 'base64')),
  );
  const unfit = anchors.find((anchor) => !isAuthority(anchor) || !isUnderstood(anchor));
  if (unfit !== undefined)
    throw new CertificateError('certificate_no_authority', `unusable: ${unfit.x509.subject}`);
  return { anchors };
}

/**
 * How long a certificate is to be trusted as a client's: the time in which it and all of a path up to one of the
 * authorities are valid (RFC 5280 6.1). Undefined when there is no such path now.
 */
export function clientTrustPeriod(
  certificate: ParsedCertificate,
  offered: readonly ParsedCertificate[],
  { anchors }: ClientAuthorities,
  now: Date,
): ValidityPeriod | undefined {
  const { fields } = certificate;
  const isClient =
    fields.extendedKeyUsages.includes(clientAuth) &&
    !fields.basicConstraints.isAuthority &&
    ((fields.keyUsage ?? digitalSignature) & digitalSignature) !== 0;
  if (!isClient || !isUnderstood(certificate) || !isInTime(certificate, now)) return undefined;
  const intermediates = offered.slice(0, offeredMax);
  const path = pathFrom([certificate], { anchors, intermediates, now, left: triesMax });
  return path && commonPeriod(path);
}

const triesMax = 64;

interface Search {
  readonly anchors: readonly ParsedCertificate[];
  readonly intermediates: readonly ParsedCertificate[];
  readonly now: Date;
  /** Signatures that may still be verified: a hostile set of certificates must not cost more. */
  left: number;
}

function pathFrom(
  path: readonly ParsedCertificate[],
  search: Search,
): ParsedCertificate[] | undefined {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  const anchor = search.anchors.find((each) => vouches(each, last, path, search));
  if (anchor !== undefined) return [...path, anchor];
  if (path.length > intermediatesMax) return undefined;
  for (const next of search.intermediates) {
    if (path.includes(next) || !vouches(next, last, path, search)) continue;
    const whole = pathFrom([...path, next], search);
    if (whole !== undefined) return whole;
  }
  return undefined;
}

/** Whether this authority issued the certificate, at whatever time. */
export function isIssuedBy(certificate: ParsedCertificate, authority: ParsedCertificate): boolean {
  if (!signatureAlgorithms.has(certificate.fields.signatureAlgorithm)) return false;
  if (!certificate.x509.checkIssued(authority.x509)) return false;
  return certificate.x509.verify(authority.x509.publicKey);
}

function vouches(
  issuer: ParsedCertificate,
  certificate: ParsedCertificate,
  path: readonly ParsedCertificate[],
  search: Search,
): boolean {
  const { extendedKeyUsages, basicConstraints } = issuer.fields;
  // Every certificate below the issuer but the client's counts.
  const mayIssue = isAuthority(issuer) && path.length - 1 <= basicConstraints.pathLengthMax;
  const mayIssueToClients =
    extendedKeyUsages.length === 0 || extendedKeyUsages.includes(clientAuth);
  if (!mayIssue || !mayIssueToClients || !isUnderstood(issuer) || !isInTime(issuer, search.now))
    return false;
  if (search.left === 0 || !certificate.x509.checkIssued(issuer.x509)) return false;
  search.left -= 1;
  return isIssuedBy(certificate, issuer);
}

const pss = '1.2.840.113549.1.1.10';
const signatureAlgorithms = new Set([
  ...['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'], // ECDSA with SHA-256, -384, -512
  ...['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'], // RSA with them
  ...[1, 2, 3].map((hash) => `${pss} 2.16.840.1.101.3.4.2.${hash}`), // RSASSA-PSS with them
  ...['1.3.101.112', '1.3.101.113'], // Ed25519, Ed448
]);

function isAuthority({ fields }: ParsedCertificate): boolean {
  const mayIssue = fields.keyUsage === undefined || (fields.keyUsage & keyCertSign) !== 0;
  return fields.basicConstraints.isAuthority && mayIssue;
}

// basicConstraints, keyUsage, extKeyUsage are checked here, the two key identifiers and subjectAltName restrict nothing.
const understood = new Set([
  '2.5.29.19',
  '2.5.29.15',
  '2.5.29.37',
  '2.5.29.17',
  '2.5.29.35',
  '2.5.29.14',
]);
const nameConstraints = '2.5.29.30';

function isUnderstood({ fields: { extensions } }: ParsedCertificate): boolean {
  if (extensions.has(nameConstraints)) return false;
  return [...extensions].every(([type, { isCritical }]) => !isCritical || understood.has(type));
}

function isInTime({ x509 }: ParsedCertificate, now: Date): boolean {
  return x509.validFromDate <= now && now <= x509.validToDate;
}

function commonPeriod(path: readonly ParsedCertificate[]): ValidityPeriod {
  const starts = path.map(({ x509 }) => x509.validFromDate.getTime());
  const ends = path.map(({ x509 }) => x509.validToDate.getTime());
  return { notBefore: new Date(Math.max(...starts)), notAfter: new Date(Math.min(...ends)) };
}
