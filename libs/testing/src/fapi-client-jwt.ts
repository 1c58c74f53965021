import { createHash, randomUUID } from 'node:crypto';
import {
  base64url,
  calculateJwkThumbprint,
  CompactSign,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

/** What a spec may spoil in a JWT: a claim or header that is undefined is left out. */
export interface JwtOverrides {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs with this private key instead; the header stays as it would have been. */
  readonly key?: JWK;
  /** The last word over the compact form. */
  readonly rewrite?: (compact: string) => string;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Signs with jose, an implementation that is not under test; `alg` `none` gives an unsigned JWT. */
export async function signedJwt(
  header: JsonObject,
  claims: JsonObject,
  key: JWK,
  overrides: JwtOverrides = {},
): Promise<string> {
  const allHeaders = defined({ ...header, ...overrides.header });
  const payload = new TextEncoder().encode(JSON.stringify({ ...claims, ...overrides.claims }));
  const compact = await sign(allHeaders, payload, overrides.key ?? key);
  return overrides.rewrite?.(compact) ?? compact;
}

async function sign(header: JsonObject, payload: Uint8Array, key: JWK): Promise<string> {
  const { alg } = header;
  if (typeof alg !== 'string' || alg === 'none')
    return `${base64url.encode(JSON.stringify(header))}.${base64url.encode(payload)}.`;
  const signer = new CompactSign(payload).setProtectedHeader({ ...header, alg });
  // A spec may mark anything as critical: the one who signs need not understand it.
  const critical = Array.isArray(header['crit']) ? header['crit'].map(String) : [];
  const crit = Object.fromEntries(critical.map((name) => [name, true]));
  return signer.sign(await importJWK(key, alg), { crit });
}

/** A private key to sign with, its `kid` being its thumbprint. */
export async function newKey(alg = 'ES256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg, use: 'sig' };
}

const privateMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']);

/** The public half of a private JWK. */
export function publicJwk(key: JWK): JWK {
  return Object.fromEntries(Object.entries(key).filter(([name]) => !privateMembers.has(name)));
}

/** A DPoP proof for one request (RFC 9449 4.2). */
export function dpopProof(
  key: JWK,
  call: {
    readonly method: string;
    readonly url: string;
    readonly now: Date;
    readonly nonce?: string | undefined;
    readonly accessToken?: string | undefined;
  },
  overrides?: JwtOverrides,
): Promise<string> {
  const { kid: _kid, use: _use, alg, ...jwk } = publicJwk(key);
  const claims = {
    jti: randomUUID(),
    htm: call.method,
    htu: call.url.replace(/[?#].*$/s, ''),
    iat: seconds(call.now),
    nonce: call.nonce,
    ath: call.accessToken === undefined ? undefined : digest(call.accessToken),
  };
  return signedJwt({ typ: 'dpop+jwt', alg, jwk }, claims, key, overrides);
}

/** A client assertion for `private_key_jwt`, addressed to the issuer (SP-5.3.3.1-5). */
export function clientAssertion(
  key: JWK,
  parties: { readonly clientId: string; readonly issuer: string; readonly now: Date },
  overrides?: JwtOverrides,
): Promise<string> {
  const { clientId, issuer, now } = parties;
  const iat = seconds(now);
  const claims = {
    ...{ iss: clientId, sub: clientId, aud: issuer, jti: randomUUID() },
    ...{ iat, exp: iat + 60 },
  };
  const header = { typ: 'client-authentication+jwt', alg: key.alg, kid: key.kid };
  return signedJwt(header, claims, key, overrides);
}

/** SHA-256 in base64url: `ath`, `code_challenge`. */
export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

const defined = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
