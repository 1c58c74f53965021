import { X509Certificate, type KeyObject } from 'node:crypto';
import { readCertificateFields, type CertificateFields } from './certificate-fields.js';
import { sha256Base64Url } from './digest.js';
import type { DistinguishedName } from './distinguished-name.js';
import { CertificateError } from './errors.js';
import { readSubjectAltNames } from './subject-alt-name.js';

/** What a client's certificate says of its holder, read from its DER. */
export interface ClientCertificate {
  readonly der: Buffer;
  /** SHA-256 of the DER in base64url: the value of `x5t#S256` (RFC 8705 3.1). */
  readonly thumbprint: string;
  readonly subject: DistinguishedName;
  /** Names of the extension subjectAltName, by kind; empty where it has none. */
  readonly dnsNames: readonly string[];
  readonly uris: readonly string[];
  /** In the text form that `sameIpAddress` compares. */
  readonly ipAddresses: readonly string[];
  readonly emails: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Object identifiers of the extension extKeyUsage; empty where it has none. */
  readonly extendedKeyUsages: readonly string[];
}

/** A certificate with what OpenSSL and our own reader made of it; for the validation of paths. */
export interface ParsedCertificate {
  readonly x509: X509Certificate;
  readonly fields: CertificateFields;
}

const derBytesMax = 16_384;

/** Reads a certificate in DER. Throws `CertificateError` for anything that is not exactly one. */
export function readClientCertificate(der: Buffer): ClientCertificate {
  return clientCertificateOf(parseCertificate(der));
}

/** As `readClientCertificate`, for a certificate that was parsed before. Throws `CertificateError`. */
export function clientCertificateOf({ x509, fields }: ParsedCertificate): ClientCertificate {
  return {
    der: x509.raw,
    thumbprint: sha256Base64Url(x509.raw),
    subject: fields.subject,
    ...readSubjectAltNames(fields.extensions.get(subjectAltName)?.value),
    notBefore: x509.validFromDate,
    notAfter: x509.validToDate,
    extendedKeyUsages: fields.extendedKeyUsages,
  };
}

const subjectAltName = '2.5.29.17';

/** Parses with OpenSSL, then strictly by ourselves. Throws `CertificateError` unless both agree that it is one certificate. */
export function parseCertificate(der: Buffer): ParsedCertificate {
  if (der.length > derBytesMax)
    throw new CertificateError('certificate_oversized', `more than ${derBytesMax} octets`);
  const x509 = openSslCertificate(der);
  // A thumbprint is of the octets: those that a parser passed over would give one certificate many.
  if (!x509.raw.equals(der))
    throw new CertificateError('certificate_malformed', 'the certificate is not in DER');
  if (!isStrong(publicKeyOf(x509)))
    throw new CertificateError('certificate_weak', 'the key of the certificate is too weak');
  return { x509, fields: readCertificateFields(x509.raw) };
}

const modulusBitsMin = 2048;
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

// SP-5.4.1-2, SP-5.4.1-3.
function isStrong({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (type === 'rsa' || type === 'rsa-pss') return (details?.modulusLength ?? 0) >= modulusBitsMin;
  if (type === 'ec') return curves.has(details?.namedCurve ?? '');
  return type === 'ed25519' || type === 'ed448';
}

function publicKeyOf(x509: X509Certificate): KeyObject {
  try {
    return x509.publicKey;
  } catch (cause) {
    throw new CertificateError('certificate_malformed', 'a key of an unknown kind', { cause });
  }
}

function openSslCertificate(der: Buffer): X509Certificate {
  // It takes PEM as well, in which one certificate has many spellings.
  if (der[0] !== 0x30)
    throw new CertificateError('certificate_malformed', 'the certificate is not in DER');
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new CertificateError('certificate_malformed', 'not an X.509 certificate', { cause });
  }
}
