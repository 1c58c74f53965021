import type { Algorithm, PublicJwk } from '../types.js';

/** A key pair as it is handed over: the public half goes to the directory, the private half to a file. */
export interface MadeKey {
  readonly publicJwk: PublicJwk;
  readonly privateJwk: Record<string, unknown>;
  /** PKCS #8. */
  readonly privatePem: string;
}

type Parameters = EcKeyGenParams | RsaHashedKeyGenParams | { name: 'Ed25519' };

const parameters: Readonly<Record<Algorithm, Parameters>> = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  PS256: {
    ...{ name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048 },
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  EdDSA: { name: 'Ed25519' },
};

const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e'];

/** Makes a signing key in this browser. Rejects where the browser cannot make keys for this algorithm. */
export async function makeSigningKey(algorithm: Algorithm): Promise<MadeKey> {
  const pair = (await crypto.subtle.generateKey(parameters[algorithm], true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const exported = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as Record<
    string,
    unknown
  >;
  const bare = Object.fromEntries(
    Object.entries(exported).filter(([name]) => !['key_ops', 'ext', 'alg'].includes(name)),
  );
  const open = Object.fromEntries(
    Object.entries(bare).filter(([name]) => publicMembers.includes(name)),
  );
  const named = { kid: await thumbprint(open), use: 'sig', alg: algorithm };
  return {
    publicJwk: { ...open, ...named },
    privateJwk: { ...bare, ...named },
    privatePem: await privatePem(pair.privateKey),
  };
}

/** The private half of a key in PEM (PKCS #8). */
export const privatePem = async (key: CryptoKey): Promise<string> =>
  pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', key));

const pem = (label: string, der: ArrayBuffer): string => {
  const lines = base64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** The name of a public key by what it is (RFC 7638). */
export async function thumbprint(jwk: Readonly<Record<string, unknown>>): Promise<string> {
  const required = Object.keys(jwk)
    .filter((name) => publicMembers.includes(name))
    .sort();
  const text = JSON.stringify(Object.fromEntries(required.map((name) => [name, jwk[name]])));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return base64(digest).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
