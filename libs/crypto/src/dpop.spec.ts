import { createHash } from 'node:crypto';

import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  EmbeddedJWK,
  SignJWT,
} from 'jose';

import { accessTokenHash, createDpopProof, decodeDpopProof } from './dpop.js';
import { CryptoError } from './errors.js';
import { verifyJws } from './jws.js';
import { jwsAlgorithms } from './jws-algorithm.js';
import { generateSigningKey, importSigningKey } from './signing-key.js';
import { verificationKey } from './verification-key.js';

const now = new Date('2026-11-21T10:00:00.900Z');

describe.each(jwsAlgorithms)('a proof signed with %s', (alg) => {
  it('is one that jose verifies by its own jwk', async () => {
    const key = importSigningKey((await generateSigningKey(alg)).privateJwk);
    const input = {
      key,
      htm: 'POST',
      htu: 'https://localhost:9441/harbour/par?x=1#y',
      now,
      nonce: 'n',
      accessToken: 't',
    };
    const proof = await createDpopProof(input);
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      currentDate: now,
    });
    expect(payload).toEqual({
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      htm: 'POST',
      htu: 'https://localhost:9441/harbour/par',
      iat: 1795255200,
      nonce: 'n',
      ath: createHash('sha256').update('t').digest('base64url'),
    });
    expect(Object.keys(protectedHeader).sort()).toEqual(['alg', 'jwk', 'typ']);
    expect(await createDpopProof(input)).not.toBe(proof);
  });

  it('made by jose is taken apart and verifies', async () => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = await exportJWK(publicKey);
    const claims = { jti: 'j', htm: 'GET', htu: 'https://a.example/' };
    const value = await new SignJWT(claims)
      .setIssuedAt(now)
      .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk })
      .sign(privateKey);
    const proof = decodeDpopProof(value);
    expect(proof.claims).toMatchObject(claims);
    expect(proof.thumbprint).toBe(await calculateJwkThumbprint(jwk));
    expect(proof.key).toBe(verificationKey(proof.jwk));
    expect(verifyJws(proof.decoded, proof.key, alg)).toBe(true);
  });
});

describe('decodeDpopProof', () => {
  let proof: string, header: Record<string, unknown>;
  beforeAll(async () => {
    const key = importSigningKey((await generateSigningKey('ES256')).privateJwk);
    proof = await createDpopProof({ key, htm: 'GET', htu: 'https://a.example/', now });
    header = JSON.parse(Buffer.from(proof.split('.')[0]!, 'base64url').toString()) as Record<
      string,
      unknown
    >;
  });
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const refusalOf = (value: string) => {
    try {
      decodeDpopProof(value);
    } catch (error) {
      if (error instanceof CryptoError) return error.code;
      throw error;
    }
    return 'accepted';
  };

  it('refuses two proofs in one header value (RFC 9449 4.3)', () => {
    expect(refusalOf(`${proof}, ${proof}`)).toBe('jws_not_three_parts');
    expect(refusalOf(`${proof},${proof}`)).toBe('jws_not_three_parts');
  });

  it('refuses a proof without a public key, with a private one, or with a list', () => {
    const jwk = header['jwk'] as object;
    expect(refusalOf(`${encode({ ...header, jwk: undefined })}.e30.AA`)).toBe('jws_jwk_missing');
    expect(refusalOf(`${encode({ ...header, jwk: { ...jwk, d: 'AA' } })}.e30.AA`)).toBe(
      'jwk_private',
    );
    expect(refusalOf(`${encode({ ...header, jwk: [jwk] })}.e30.AA`)).toBe('jwk_not_object');
    const { x } = jwk as { x: string };
    expect(refusalOf(`${encode({ ...header, jwk: { ...jwk, y: x } })}.e30.AA`)).toBe(
      'jwk_malformed',
    );
    expect(refusalOf(`${encode(header)}.e30.AA`)).toBe('accepted');
  });

  it.each([
    { jti: 1 },
    { htm: ['GET'] },
    { htu: {} },
    { ath: null },
    { nonce: false },
    { iat: '1' },
    { iat: null },
  ])('refuses the claim %j for its type', (claims) => {
    expect(refusalOf(`${encode(header)}.${encode(claims)}.AA`)).toBe('jws_claim_malformed');
  });

  it('ignores claims and header members it does not know, and refuses an oversized proof', () => {
    expect(
      refusalOf(`${encode({ ...header, extra: 1 })}.${encode({ nbf: 'x', exp: {} })}.AA`),
    ).toBe('accepted');
    expect(refusalOf(`${encode(header)}.${encode({ jti: 'x'.repeat(9000) })}.AA`)).toBe(
      'jws_oversized',
    );
  });
});

describe('accessTokenHash', () => {
  it('answers the vector of RFC 9449 7.1', () => {
    expect(accessTokenHash('Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU')).toBe(
      'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
    );
  });
});
