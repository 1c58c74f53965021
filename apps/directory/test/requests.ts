import 'reflect-metadata';
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  type Extension,
  type JsonGeneralNames,
} from '@peculiar/x509';

export const keyKinds = {
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  p384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  p521: { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
  ed25519: { name: 'Ed25519' },
  rsa2048: rsa(2048, 'SHA-256'),
  rsa1024: rsa(1024, 'SHA-256'),
  sha1: rsa(2048, 'SHA-1'),
} as const;

function rsa(modulusLength: number, hash: string) {
  const publicExponent = new Uint8Array([1, 0, 1]);
  return { name: 'RSASSA-PKCS1-v1_5', hash, modulusLength, publicExponent };
}

export type KeyKind = keyof typeof keyKinds;

export interface RequestedNames {
  readonly subject?: string;
  readonly names?: JsonGeneralNames;
  readonly extensions?: readonly Extension[];
}

/** A key pair of a kind. */
export const newKeyPair = (kind: KeyKind = 'p256') =>
  crypto.subtle.generateKey(keyKinds[kind] as typeof keyKinds.p256, true, ['sign', 'verify']);

type KeyPair = Awaited<ReturnType<typeof newKeyPair>>;

/** A certificate request in PEM, signed with its key. */
export async function newRequest(
  kind: KeyKind = 'p256',
  { subject = '', names = [], extensions = [] }: RequestedNames = {},
  keys?: KeyPair,
): Promise<string> {
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: subject,
    keys: keys ?? (await newKeyPair(kind)),
    signingAlgorithm: keyKinds[kind],
    extensions: [
      ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
      ...extensions,
    ],
  });
  return request.toString('pem');
}

/** The same request with one bit of its signature changed. */
export function forged(pem: string): string {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  der[der.length - 1]! ^= 1;
  return pemOf(der);
}

export function pemOf(der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64');
  return `-----BEGIN CERTIFICATE REQUEST-----\n${base64}\n-----END CERTIFICATE REQUEST-----\n`;
}
