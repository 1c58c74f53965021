import { JwkError } from './errors.js';
import { jwkThumbprint, type PrivateJwk } from './jwk.js';
import { jwsAlgorithms } from './jws-algorithm.js';
import { generateSigningKey, importSigningKey } from './signing-key.js';

describe('generateSigningKey', () => {
  it.each(jwsAlgorithms)(
    'makes a %s pair whose kid is its thumbprint and whose public half is public',
    async (alg) => {
      const { privateJwk, publicJwk } = await generateSigningKey(alg);
      expect(publicJwk).toMatchObject({ alg, use: 'sig', kid: jwkThumbprint(publicJwk) });
      expect(privateJwk).toMatchObject(publicJwk);
      expect(privateJwk.d).toEqual(expect.any(String));
      expect(JSON.stringify(publicJwk)).not.toContain(privateJwk.d);
      expect(Object.keys(publicJwk)).not.toContain('d');
    },
  );
});

describe('importSigningKey', () => {
  it('answers the public half, the algorithm and the kid', async () => {
    const { privateJwk, publicJwk } = await generateSigningKey('ES256');
    expect(importSigningKey(privateJwk)).toMatchObject({
      alg: 'ES256',
      kid: publicJwk.kid,
      publicJwk,
    });
    expect(Object.keys(importSigningKey(privateJwk).publicJwk)).not.toContain('d');
  });

  it.each([
    ['ES256', 'ES256'],
    ['PS256', 'PS256'],
    ['Ed25519', 'EdDSA'],
  ] as const)(
    'without alg and kid takes those of the kind: a %s key signs %s',
    async (alg, expected) => {
      const { kid, alg: _, use: __, ...bare } = (await generateSigningKey(alg)).privateJwk;
      expect(importSigningKey(bare as PrivateJwk)).toMatchObject({ alg: expected, kid });
    },
  );

  it('refuses an algorithm that the kind cannot sign, halves of two pairs, and no private half', async () => {
    const [one, other] = [await generateSigningKey('ES256'), await generateSigningKey('ES256')];
    const codeOf = (jwk: unknown) => {
      try {
        importSigningKey(jwk as PrivateJwk);
      } catch (error) {
        return error instanceof JwkError ? error.code : error;
      }
      return 'accepted';
    };
    expect(codeOf({ ...one.privateJwk, alg: 'PS256' })).toBe('jwk_unsupported_alg');
    expect(codeOf({ ...one.privateJwk, alg: 'RS256' })).toBe('jwk_unsupported_alg');
    expect(codeOf({ ...one.privateJwk, d: other.privateJwk.d })).toBe('jwk_malformed');
    expect(codeOf(one.publicJwk)).toBe('jwk_malformed');
    expect(codeOf({ ...one.privateJwk, crv: 'P-384' })).toBe('jwk_unsupported_crv');
  });
});
