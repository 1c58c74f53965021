import { JwkError } from './errors.js';
import type { PublicJwk } from './jwk.js';
import { parseJwkSet, selectVerificationKeys } from './jwk-set.js';
import { generateSigningKey } from './signing-key.js';

let ec: PublicJwk, rsa: PublicJwk, okp: PublicJwk;
beforeAll(async () => {
  [ec, rsa, okp] = (await Promise.all(
    (['ES256', 'PS256', 'EdDSA'] as const).map(
      async (alg) => (await generateSigningKey(alg)).publicJwk,
    ),
  )) as [PublicJwk, PublicJwk, PublicJwk];
});

describe('selectVerificationKeys', () => {
  it('chooses by kid', () => {
    const keys = [
      { ...ec, kid: 'a' },
      { ...ec, kid: 'b' },
    ];
    expect(selectVerificationKeys({ keys }, { alg: 'ES256', kid: 'b' })).toEqual([keys[1]]);
    expect(selectVerificationKeys({ keys }, { alg: 'ES256', kid: 'c' })).toEqual([]);
    expect(selectVerificationKeys({ keys: [unnamed(ec)] }, { alg: 'ES256', kid: 'a' })).toEqual([]);
  });

  it('SP-5.4.3 looks past decoys that share the kid, by kty, alg, use and key_ops', () => {
    const right = { ...ec, kid: 'same' };
    const decoys = [
      { ...rsa, kid: 'same' },
      { ...okp, kid: 'same' },
      { ...ec, kid: 'same', use: 'enc' },
      { ...ec, kid: 'same', alg: 'ECDH-ES' },
      { ...ec, kid: 'same', key_ops: ['sign'] },
    ];
    expect(
      selectVerificationKeys({ keys: [...decoys, right] }, { alg: 'ES256', kid: 'same' }),
    ).toEqual([right]);
    expect(
      selectVerificationKeys({ keys: [...decoys, right] }, { alg: 'PS256', kid: 'same' }),
    ).toEqual([decoys[0]]);
  });

  it('without a kid offers every key that fits, and says so by more than one', () => {
    const keys = [unnamed(ec), rsa, { ...ec, kid: 'b' }];
    expect(selectVerificationKeys({ keys }, { alg: 'ES256' })).toEqual([keys[0], keys[2]]);
  });

  it('takes EdDSA and Ed25519 as two names of one algorithm', () => {
    expect(selectVerificationKeys({ keys: [okp] }, { alg: 'Ed25519' })).toEqual([okp]);
    expect(
      selectVerificationKeys({ keys: [{ ...okp, alg: 'Ed25519' }] }, { alg: 'EdDSA' }),
    ).toHaveLength(1);
  });

  it.each(['none', 'RS256', 'HS256', 'es256', 'toString'])('offers nothing for %s', (alg) => {
    const keys = [ec, rsa, okp, unnamed(ec), unnamed(rsa)];
    expect(selectVerificationKeys({ keys }, { alg })).toEqual([]);
  });

  it('offers at most four, so that no header makes us verify a hundred times', () => {
    expect(
      selectVerificationKeys({ keys: Array<PublicJwk>(50).fill(ec) }, { alg: 'ES256' }),
    ).toHaveLength(4);
  });
});

describe('parseJwkSet', () => {
  it('keeps the usable keys and leaves foreign kinds out', () => {
    const foreign = [
      { kty: 'EC', crv: 'P-521', x: 'a', y: 'b' },
      { kty: 'AKP', pub: 'a' },
      { kty: 'OKP', crv: 'X25519', x: 'a' },
    ];
    expect(parseJwkSet({ keys: [ec, ...foreign, rsa, okp] }).keys).toEqual([ec, rsa, okp]);
  });

  it.each([undefined, null, [], 'keys', {}, { keys: {} }])('refuses %j', (value) => {
    expect(() => parseJwkSet(value)).toThrow(
      expect.objectContaining({ code: 'jwk_set_malformed' }),
    );
  });

  it('refuses a private or weak key, rather than hiding the mistake', () => {
    expect(() => parseJwkSet({ keys: [{ ...ec, d: 'a' }] })).toThrow(JwkError);
    expect(() => parseJwkSet({ keys: [{ kty: 'oct', k: 'c2VjcmV0' }] })).toThrow(JwkError);
    expect(() => parseJwkSet({ keys: [{ ...rsa, n: 'AQAB' }] })).toThrow(
      expect.objectContaining({ code: 'jwk_weak' }),
    );
  });

  it('refuses a key that is not on its curve', () => {
    const { x } = ec as { x: string };
    expect(() => parseJwkSet({ keys: [{ ...ec, y: x }] })).toThrow(
      expect.objectContaining({ code: 'jwk_malformed' }),
    );
  });

  it('refuses more than 64 keys', () => {
    expect(() => parseJwkSet({ keys: Array<PublicJwk>(65).fill(ec) })).toThrow(
      expect.objectContaining({ code: 'jwk_oversized' }),
    );
  });
});

function unnamed({ kid: _, alg: __, use: ___, ...jwk }: PublicJwk): PublicJwk {
  return jwk;
}
