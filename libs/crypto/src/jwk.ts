import { JwkError } from './errors.js';
import { sha256Base64Url } from './digest.js';

interface JwkMetadata {
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly key_ops?: readonly string[];
}

export interface EcPublicJwk extends JwkMetadata {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

export interface RsaPublicJwk extends JwkMetadata {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}

export interface OkpPublicJwk extends JwkMetadata {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

/** A public key of a kind that the algorithms of SP-5.4.1 can use. */
export type PublicJwk = EcPublicJwk | RsaPublicJwk | OkpPublicJwk;

interface RsaPrivateMembers {
  readonly d: string;
  readonly p: string;
  readonly q: string;
  readonly dp: string;
  readonly dq: string;
  readonly qi: string;
}

/** The private twin of `PublicJwk`. */
export type PrivateJwk =
  | (EcPublicJwk & { readonly d: string })
  | (RsaPublicJwk & RsaPrivateMembers)
  | (OkpPublicJwk & { readonly d: string });

export interface JwkSet {
  readonly keys: readonly PublicJwk[];
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
const metadataMembers = ['kid', 'alg', 'use'] as const;
const metadataLengthMax = 256;
const rsaBitsMin = 2048;
// A longer modulus only buys the sender our time: verification grows with its square.
const rsaBitsMax = 4096;
const rsaModulusLengthMax = Math.ceil((rsaBitsMax / 8 / 3) * 4);
const rsaExponentLengthMax = 6;
const rsaExponentMin = 65537;

// 32 bytes in base64url whose two unused bits are zero, so that one key has one spelling and one thumbprint.
const thirtyTwoBytes = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/**
 * Narrows unknown input to a public key by structure alone; whether the point lies on the curve shows at import.
 * @throws JwkError for private members, kinds we do not verify with, RSA below 2048 or above 4096 bits, wrong types.
 */
export function assertPublicJwk(value: unknown): asserts value is PublicJwk {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new JwkError('jwk_not_object', 'a JWK is a JSON object');
  const jwk = value as Record<string, unknown>;
  for (const name of privateMembers)
    if (name in jwk) throw new JwkError('jwk_private', `a public JWK has no member ${name}`);
  assertMetadata(jwk);
  switch (jwk['kty']) {
    case 'EC':
      if (jwk['crv'] !== 'P-256') throw new JwkError('jwk_unsupported_crv', 'EC keys use P-256');
      assertThirtyTwoBytes(jwk, 'x');
      assertThirtyTwoBytes(jwk, 'y');
      return;
    case 'OKP':
      if (jwk['crv'] !== 'Ed25519')
        throw new JwkError('jwk_unsupported_crv', 'OKP keys use Ed25519');
      assertThirtyTwoBytes(jwk, 'x');
      return;
    case 'RSA':
      assertRsa(jwk['n'], jwk['e']);
      return;
    default:
      throw new JwkError('jwk_unsupported_kty', 'kty is EC, OKP or RSA');
  }
}

/** The SHA-256 thumbprint in base64url, the `jkt` of DPoP (RFC 7638 3). */
export function jwkThumbprint(jwk: PublicJwk): string {
  // The members are base64url by now and need no escaping: the canonical JSON can be written down directly.
  switch (jwk.kty) {
    case 'EC':
      return sha256Base64Url(`{"crv":"${jwk.crv}","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`);
    case 'OKP':
      return sha256Base64Url(`{"crv":"${jwk.crv}","kty":"OKP","x":"${jwk.x}"}`);
    case 'RSA':
      return sha256Base64Url(`{"e":"${jwk.e}","kty":"RSA","n":"${jwk.n}"}`);
  }
}

function assertMetadata(jwk: Record<string, unknown>): void {
  for (const name of metadataMembers) {
    const value = jwk[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw new JwkError('jwk_malformed', `${name} is a string`);
    if (value.length > metadataLengthMax)
      throw new JwkError('jwk_oversized', `${name} is too long`);
  }
  const operations = jwk['key_ops'];
  if (operations === undefined) return;
  if (!Array.isArray(operations) || operations.length > 8 || operations.some(isNotString))
    throw new JwkError('jwk_malformed', 'key_ops is a short list of strings');
}

function assertThirtyTwoBytes(jwk: Record<string, unknown>, name: 'x' | 'y'): void {
  const value = jwk[name];
  if (typeof value !== 'string' || !thirtyTwoBytes.test(value))
    throw new JwkError('jwk_malformed', `${name} is 32 bytes in base64url`);
}

function assertRsa(n: unknown, e: unknown): void {
  if (typeof n !== 'string' || typeof e !== 'string')
    throw new JwkError('jwk_malformed', 'n and e are base64url strings');
  if (n.length > rsaModulusLengthMax || e.length > rsaExponentLengthMax)
    throw new JwkError('jwk_oversized', `RSA keys have at most ${rsaBitsMax} bits`);
  const modulus = unsignedInteger(n, 'n');
  const exponent = unsignedInteger(e, 'e');
  if (bitLength(modulus) < rsaBitsMin)
    throw new JwkError('jwk_weak', `RSA keys have at least ${rsaBitsMin} bits`);
  const power = exponent.readUIntBE(0, exponent.length);
  if (power < rsaExponentMin || power % 2 === 0)
    throw new JwkError('jwk_weak', `the RSA exponent is odd and at least ${rsaExponentMin}`);
}

function unsignedInteger(text: string, name: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length === 0 || bytes[0] === 0 || bytes.toString('base64url') !== text)
    throw new JwkError('jwk_malformed', `${name} is base64url without leading zeros`);
  return bytes;
}

function bitLength(bytes: Buffer): number {
  return bytes.length * 8 - Math.clz32(bytes.readUInt8(0)) + 24;
}

function isNotString(value: unknown): boolean {
  return typeof value !== 'string';
}

/** The members that make the key what it is, without `kid`, `alg` and the like: what a proof carries (RFC 9449 4.2). */
export function publicMembers(jwk: PublicJwk): PublicJwk {
  switch (jwk.kty) {
    case 'EC':
      return { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y };
    case 'OKP':
      return { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
    case 'RSA':
      return { kty: jwk.kty, n: jwk.n, e: jwk.e };
  }
}
