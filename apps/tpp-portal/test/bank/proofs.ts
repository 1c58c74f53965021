import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, createLocalJWKSet, EmbeddedJWK, jwtVerify, type JWK } from 'jose';
import type { Received } from './https-listener.js';

/** Verifies a DPoP proof as RFC 9449 4.3 says and resolves to the key's thumbprint; throws on any fault. */
export async function verifiedProof(
  request: Received,
  nonce: string,
  accessToken?: string,
): Promise<string> {
  const { payload, protectedHeader } = await jwtVerify(
    String(request.headers['dpop']),
    EmbeddedJWK,
    {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
    },
  );
  const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
  const expected = {
    htm: request.method,
    htu: `${request.url.origin}${request.url.pathname}`,
    nonce,
    ath,
  };
  for (const [name, value] of Object.entries(expected)) {
    if (payload[name] !== value) throw new Error(`${name} is ${String(payload[name])}`);
  }
  return calculateJwkThumbprint(protectedHeader.jwk as JWK);
}

/** The nonce that a proof carries, unverified. */
export const nonceOf = (request: Received): unknown => {
  const payload = String(request.headers['dpop'] ?? '').split('.')[1] ?? '';
  if (payload === '') return undefined;
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { nonce?: unknown }).nonce;
};

/** Verifies a client assertion: signature, issuer as one string, identity, life. */
export async function verifyAssertion(
  request: Received,
  keys: readonly JWK[],
  expected: { issuer: string; clientId: string; aheadSeconds?: number | undefined },
): Promise<void> {
  const assertion = request.form.get('client_assertion') ?? '';
  const { payload, protectedHeader } = await jwtVerify(
    assertion,
    createLocalJWKSet({ keys: [...keys] }),
    {
      issuer: expected.clientId,
      subject: expected.clientId,
      algorithms: ['ES256', 'PS256', 'EdDSA', 'Ed25519'],
      currentDate: new Date(Date.now() + (expected.aheadSeconds ?? 0) * 1000),
    },
  );
  if (payload.aud !== expected.issuer) throw new Error('aud is not the issuer as one string');
  if (protectedHeader.kid === undefined || payload.jti === undefined) throw new Error('kid or jti');
}
