import { createHash } from 'node:crypto';
import {
  calculateJwkThumbprint,
  CompactSign,
  exportJWK,
  generateKeyPair,
  type CryptoKey,
  type JWK,
} from 'jose';

/** A key pair of a party of the tests, made by jose: nothing here comes from what is under test. */
export interface Signer {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: CryptoKey | Uint8Array;
  /** Without private members. */
  readonly publicJwk: JWK;
  readonly thumbprint: string;
}

/** Makes a key pair for `alg`. */
export async function signer(alg: string, kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const bare = await exportJWK(publicKey);
  return {
    alg,
    kid,
    privateKey,
    publicJwk: { ...bare, kid },
    thumbprint: await calculateJwkThumbprint(bare),
  };
}

/** The same public key, used as the secret of an HMAC: what a verifier that trusts `alg` would take. */
export function hmacSigner(of: Signer): Signer {
  const secret = new TextEncoder().encode(JSON.stringify(of.publicJwk));
  return { ...of, alg: 'HS256', privateKey: secret };
}

/** Claims of a JWT, or its payload as text for values that JavaScript cannot write as JSON. */
export type Payload = Readonly<Record<string, unknown>> | string;

/** A compact JWS; a header member that is undefined is left out. */
export async function signed(
  header: Readonly<Record<string, unknown>>,
  payload: Payload,
  { alg, privateKey }: Signer,
): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg, ...header })
    .sign(privateKey);
}

/** The JWT with `alg` none and no signature (RFC 7519 6). */
export function unsigned(header: Readonly<Record<string, unknown>>, payload: Payload): string {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return `${base64Url(JSON.stringify({ ...header, alg: 'none' }))}.${base64Url(text)}.`;
}

/** The JWT with another payload under the old signature. */
export function altered(jwt: string, change: (claims: Record<string, unknown>) => object): string {
  const [header, payload, signature] = jwt.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  return `${header}.${base64Url(JSON.stringify(change(claims)))}.${signature}`;
}

/** SHA-256 in base64url. */
export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

const base64Url = (text: string): string => Buffer.from(text).toString('base64url');
