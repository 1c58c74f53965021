import type { webcrypto } from 'node:crypto';
import * as openid from 'openid-client';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A DPoP key pair as it is kept, sealed, between requests. */
export type DpopKey = webcrypto.JsonWebKey;

/** A new key for one connection to one bank: a token of one bank is never of use at another (SP-6.3). */
export async function newDpopKey(): Promise<DpopKey> {
  const pair = await openid.randomDPoPKeyPair('ES256', { extractable: true });
  return crypto.subtle.exportKey('jwk', pair.privateKey);
}

/** Imports a kept key. */
export async function dpopKeyPair(jwk: DpopKey): Promise<openid.CryptoKeyPair> {
  const { d: _private, key_ops: _operations, ext: _extractable, ...publicJwk } = jwk;
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']),
    crypto.subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']),
  ]);
  return { privateKey, publicKey };
}
