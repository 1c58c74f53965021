import {
  derChildren,
  derContent,
  derElement,
  derObjectIdentifier,
  derTag,
  type DerElement,
} from './der.js';
import { readDistinguishedName, type DistinguishedName } from './distinguished-name.js';
import { CertificateError } from './errors.js';

/** One extension of a certificate (RFC 5280 4.2). */
export interface CertificateExtension {
  readonly isCritical: boolean;
  /** The DER inside the extension's octet string. */
  readonly value: Buffer;
}

/** Those fields of a certificate that Node does not tell, or tells as text alone. */
export interface CertificateFields {
  readonly subject: DistinguishedName;
  /** In hexadecimal, as it was written, without leading zeros. */
  readonly serialNumber: string;
  /** Object identifier of the algorithm of the signature; for RSASSA-PSS followed by that of its hash. */
  readonly signatureAlgorithm: string;
  /** By object identifier. */
  readonly extensions: ReadonlyMap<string, CertificateExtension>;
  readonly extendedKeyUsages: readonly string[];
  /** Bits of keyUsage, the first in the lowest place; undefined without the extension. */
  readonly keyUsage: number | undefined;
  readonly basicConstraints: { readonly isAuthority: boolean; readonly pathLengthMax: number };
}

const versionTag = 0xa0;
const extensionsTag = 0xa3;
/** keyUsage bit 5 (RFC 5280 4.2.1.3). */
export const keyCertSign = 1 << 5;
/** keyUsage bit 6. */
export const cRLSign = 1 << 6;
/** keyUsage bit 0. */
export const digitalSignature = 1;

/** Reads a whole certificate in DER (RFC 5280 4.1). Throws `CertificateError`. */
export function readCertificateFields(der: Buffer): CertificateFields {
  const [tbs, signatureAlgorithm] = derChildren(derElement(der), derTag.sequence);
  const parts = derChildren(tbs, derTag.sequence);
  if (parts[0]?.tag === versionTag) parts.shift();
  const [serialNumber, innerAlgorithm, , , subject] = parts;
  if (signatureAlgorithm?.encoded.equals(innerAlgorithm?.encoded ?? Buffer.alloc(0)) !== true)
    throw new CertificateError('certificate_malformed', 'two signature algorithms');
  const extensions = readExtensions(parts.find(({ tag }) => tag === extensionsTag));
  return {
    subject: readDistinguishedName(subject),
    serialNumber: serialText(serialNumber),
    signatureAlgorithm: readAlgorithm(signatureAlgorithm),
    extensions,
    extendedKeyUsages: readExtendedKeyUsages(extensions.get('2.5.29.37')),
    keyUsage: readKeyUsage(extensions.get('2.5.29.15')),
    basicConstraints: readBasicConstraints(extensions.get('2.5.29.19')),
  };
}

const pssAlgorithm = '1.2.840.113549.1.1.10';
const pssHashTag = 0xa0;

/** A serial number as text that can be compared. Throws `CertificateError`. */
export const serialText = (serial: DerElement | undefined): string =>
  derContent(serial, derTag.integer)
    .toString('hex')
    .replace(/^(00)+(?=..)/, '');

/** The algorithm of a signature, as `CertificateFields` has it. Throws `CertificateError`. */
export function readAlgorithm(identifier: DerElement | undefined): string {
  const [algorithm, parameters] = derChildren(identifier, derTag.sequence);
  const name = derObjectIdentifier(algorithm);
  if (name !== pssAlgorithm) return name;
  const [hash] = derChildren(parameters, derTag.sequence);
  // Without a word the hash is SHA-1 (RFC 4055 3.1).
  if (hash?.tag !== pssHashTag) return name;
  const [hashAlgorithm] = derChildren(derElement(hash.content), derTag.sequence);
  return `${name} ${derObjectIdentifier(hashAlgorithm)}`;
}

/** The extensions inside their wrapper; none without one. Throws `CertificateError`. */
export function readExtensions(
  wrapper: DerElement | undefined,
): ReadonlyMap<string, CertificateExtension> {
  const extensions = new Map<string, CertificateExtension>();
  if (wrapper === undefined) return extensions;
  for (const extension of derChildren(derElement(wrapper.content), derTag.sequence)) {
    const [identifier, ...rest] = derChildren(extension, derTag.sequence);
    const type = derObjectIdentifier(identifier);
    if (extensions.has(type))
      throw new CertificateError('certificate_malformed', 'an extension twice (RFC 5280 4.2)');
    const isCritical = rest[0]?.tag === derTag.boolean && rest[0].content[0] !== 0;
    extensions.set(type, { isCritical, value: derContent(rest.at(-1), derTag.octetString) });
  }
  return extensions;
}

function readExtendedKeyUsages(extension: CertificateExtension | undefined): string[] {
  if (extension === undefined) return [];
  const usages = derChildren(derElement(extension.value), derTag.sequence);
  return usages.map((usage) => derObjectIdentifier(usage));
}

function readKeyUsage(extension: CertificateExtension | undefined): number | undefined {
  if (extension === undefined) return undefined;
  const [, first = 0] = derContent(derElement(extension.value), derTag.bitString);
  // The first bit is the highest of its octet.
  return Array.from({ length: 8 }, (_, bit) => ((first >> (7 - bit)) & 1) << bit).reduce(
    (all, bit) => all | bit,
    0,
  );
}

function readBasicConstraints(extension: CertificateExtension | undefined) {
  if (extension === undefined) return { isAuthority: false, pathLengthMax: 0 };
  const parts = derChildren(derElement(extension.value), derTag.sequence);
  const isAuthority = parts[0]?.tag === derTag.boolean && parts[0].content[0] !== 0;
  const length = parts.find(({ tag }) => tag === derTag.integer)?.content;
  const pathLengthMax = length === undefined ? Number.POSITIVE_INFINITY : small(length);
  return { isAuthority, pathLengthMax };
}

function small(integer: Buffer): number {
  if (integer.length < 1 || integer.length > 2 || (integer[0] ?? 0) > 0x7f)
    throw new CertificateError('certificate_malformed', 'a path length that is none');
  return integer.readUIntBE(0, integer.length);
}
