import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';

import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

import { JwkError } from './errors.js';
import { assertPublicJwk, jwkThumbprint, type PublicJwk } from './jwk.js';
import { verificationKey } from './verification-key.js';

async function publicJwkOf(alg: string, options = {}): Promise<PublicJwk> {
  const { publicKey } = await generateKeyPair(alg, { extractable: true, ...options });
  const jwk: unknown = await exportJWK(publicKey);
  assertPublicJwk(jwk);
  return jwk;
}

function refusalOf(jwk: unknown): string {
  try {
    assertPublicJwk(jwk);
  } catch (error) {
    if (error instanceof JwkError) return error.code;
    throw error;
  }
  return 'accepted';
}

const rsaJwk = (bits: number, publicExponent = 65537): JsonWebKey =>
  generateKeyPairSync('rsa', { modulusLength: bits, publicExponent }).publicKey.export({
    format: 'jwk',
  });

describe('jwkThumbprint', () => {
  it.each(['ES256', 'PS256', 'EdDSA'])(
    'is the one that jose computes for a key of %s',
    async (alg) => {
      const jwk = await publicJwkOf(alg);
      expect(jwkThumbprint(jwk)).toBe(await calculateJwkThumbprint(jwk as JWK));
      expect(jwkThumbprint({ ...jwk, kid: 'k', use: 'sig', alg })).toBe(jwkThumbprint(jwk));
    },
  );
});

describe('assertPublicJwk', () => {
  let ec: PublicJwk, okp: PublicJwk, rsa: PublicJwk;
  beforeAll(async () => {
    [ec, okp, rsa] = await Promise.all([
      publicJwkOf('ES256'),
      publicJwkOf('EdDSA'),
      publicJwkOf('PS256'),
    ]);
  });

  it('takes P-256, Ed25519 and RSA keys, and ignores members it does not know', () => {
    for (const jwk of [ec, okp, rsa])
      expect(refusalOf({ ...jwk, x5t: 'abc', future: {} })).toBe('accepted');
  });

  it('refuses what is no object', () => {
    for (const value of [undefined, null, 'jwk', 7, [ec], true])
      expect(refusalOf(value)).toBe('jwk_not_object');
  });

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])(
    'refuses the private member %s',
    (name) => {
      for (const jwk of [ec, okp, rsa])
        expect(refusalOf({ ...jwk, [name]: 'AQAB' })).toBe('jwk_private');
      expect(refusalOf({ ...ec, [name]: undefined })).toBe('jwk_private');
    },
  );

  it('refuses other kinds and curves', () => {
    expect(refusalOf({ kty: 'oct' })).toBe('jwk_unsupported_kty');
    expect(refusalOf({ ...ec, kty: 'ec' })).toBe('jwk_unsupported_kty');
    expect(refusalOf({ ...ec, kty: undefined })).toBe('jwk_unsupported_kty');
    expect(refusalOf({ ...ec, kty: ['EC'] })).toBe('jwk_unsupported_kty');
    for (const crv of ['P-384', 'P-521', 'secp256k1', undefined, 256])
      expect(refusalOf({ ...ec, crv })).toBe('jwk_unsupported_crv');
    for (const crv of ['Ed448', 'X25519', undefined])
      expect(refusalOf({ ...okp, crv })).toBe('jwk_unsupported_crv');
  });

  it('refuses RSA below 2048 bits, even by one bit (SP-5.4.1-2), and above 4096', () => {
    expect(refusalOf(rsaJwk(1024))).toBe('jwk_weak');
    const modulus = Buffer.from((rsa as { n: string }).n, 'base64url');
    modulus[0]! &= 0x7f;
    modulus[0]! |= 0x40;
    expect(refusalOf({ ...rsa, n: modulus.toString('base64url') })).toBe('jwk_weak');
    expect(refusalOf({ ...rsa, n: Buffer.alloc(512, 0xff).toString('base64url') })).toBe(
      'accepted',
    );
    expect(refusalOf({ ...rsa, n: Buffer.alloc(513, 0xff).toString('base64url') })).toBe(
      'jwk_oversized',
    );
  });

  it('refuses small, even and large RSA exponents', () => {
    expect(refusalOf(rsaJwk(2048, 3))).toBe('jwk_weak');
    expect(refusalOf({ ...rsa, e: Buffer.from([1, 0, 2]).toString('base64url') })).toBe('jwk_weak');
    expect(refusalOf({ ...rsa, e: 'AQABAQAB' })).toBe('jwk_oversized');
  });

  it('refuses numbers with more than one spelling: leading zeros, padding, unused bits, plain base64', () => {
    const { n } = rsa as { n: string };
    expect(refusalOf({ ...rsa, n: `AAAA${n}` })).toBe('jwk_malformed');
    expect(refusalOf({ ...rsa, n: `${n}=` })).toBe('jwk_malformed');
    expect(refusalOf({ ...rsa, e: 'AAEAAQ' })).toBe('jwk_malformed');
    expect(refusalOf({ ...rsa, e: '' })).toBe('jwk_malformed');
    const { x } = okp as { x: string };
    for (const other of [
      x.slice(1),
      `${x}A`,
      `${x.slice(0, -1)}B`,
      `${x}=`,
      `+${x.slice(1)}`,
      `${x}\n`,
      5,
      undefined,
      [x],
    ])
      expect(refusalOf({ ...okp, x: other })).toBe('jwk_malformed');
    expect(refusalOf({ ...ec, y: undefined })).toBe('jwk_malformed');
  });

  it('refuses metadata of a wrong type or size', () => {
    for (const name of ['kid', 'alg', 'use']) {
      expect(refusalOf({ ...ec, [name]: 5 })).toBe('jwk_malformed');
      expect(refusalOf({ ...ec, [name]: 'x'.repeat(257) })).toBe('jwk_oversized');
    }
    expect(refusalOf({ ...ec, key_ops: 'verify' })).toBe('jwk_malformed');
    expect(refusalOf({ ...ec, key_ops: [1] })).toBe('jwk_malformed');
    expect(refusalOf({ ...ec, key_ops: ['verify'] })).toBe('accepted');
  });
});

describe('verificationKey', () => {
  it('imports a key once, whatever object describes it', async () => {
    const jwk = await publicJwkOf('ES256');
    const first = verificationKey(jwk);
    expect(verificationKey({ ...jwk, kid: 'other' })).toBe(first);
    expect(first.thumbprint).toBe(await calculateJwkThumbprint(jwk as JWK));
  });

  it('refuses a point that is not on the curve', async () => {
    const jwk = await publicJwkOf('ES256');
    const off = { ...jwk, y: (jwk as { x: string }).x } as PublicJwk;
    expect(() => verificationKey(off)).toThrow(expect.objectContaining({ code: 'jwk_malformed' }));
  });
});
