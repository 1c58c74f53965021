import { constants, createPrivateKey, sign, type JsonWebKey } from 'node:crypto';

import { compactVerify, CompactSign, importJWK, type JWK } from 'jose';

import { JwsError } from './errors.js';
import type { PrivateJwk, PublicJwk } from './jwk.js';
import { decodeJws, signJws, signJwsSync, verifyJws } from './jws.js';
import { jwsAlgorithms, type JwsAlgorithm } from './jws-algorithm.js';
import { generateSigningKey, importSigningKey } from './signing-key.js';
import { verificationKey } from './verification-key.js';

const pairs = new Map<JwsAlgorithm, { privateJwk: PrivateJwk; publicJwk: PublicJwk }>();
beforeAll(async () => {
  for (const alg of jwsAlgorithms) pairs.set(alg, await generateSigningKey(alg));
});
const pairOf = (alg: JwsAlgorithm) => pairs.get(alg)!;
const payload = {
  iss: 'https://localhost/harbour',
  text: 'grüße "quoted": {',
  list: [{ a: 1 }, { a: 2 }],
};

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const compact = (header: unknown, body: unknown = {}, signature = 'AAAA') =>
  `${encode(header)}.${encode(body)}.${signature}`;

function refusalOf(jws: string): string {
  try {
    decodeJws(jws);
  } catch (error) {
    if (error instanceof JwsError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe.each(jwsAlgorithms)('%s', (alg) => {
  it('signs what jose verifies', async () => {
    const { privateJwk, publicJwk } = pairOf(alg);
    const key = importSigningKey(privateJwk);
    const jws = await signJws({ header: { typ: 'at+jwt' }, payload, key });
    const verified = await compactVerify(jws, await importJWK(publicJwk as JWK, alg), {
      algorithms: [alg],
    });
    expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual(payload);
    expect(verified.protectedHeader).toEqual({ alg, typ: 'at+jwt', kid: publicJwk.kid });
  });

  it('verifies what jose signs', async () => {
    const { privateJwk, publicJwk } = pairOf(alg);
    const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg })
      .sign(await importJWK(privateJwk as JWK, alg));
    const decoded = decodeJws(jws);
    expect(decoded.payload).toEqual(payload);
    expect(verifyJws(decoded, verificationKey(publicJwk), alg)).toBe(true);
  });

  it('refuses another key of the same kind, and every other algorithm', async () => {
    const { privateJwk, publicJwk } = pairOf(alg);
    const decoded = decodeJws(
      await signJws({ header: {}, payload, key: importSigningKey(privateJwk) }),
    );
    const stranger = await generateSigningKey(alg);
    expect(verifyJws(decoded, verificationKey(stranger.publicJwk), alg)).toBe(false);
    for (const other of jwsAlgorithms.filter((name) => name !== alg)) {
      expect(verifyJws(decoded, verificationKey(publicJwk), other)).toBe(false);
      const relabelled = { ...decoded, header: { ...decoded.header, alg: other } };
      expect(verifyJws(relabelled, verificationKey(publicJwk), alg)).toBe(false);
      if (pairOf(other).publicJwk.kty !== publicJwk.kty)
        expect(verifyJws(decoded, verificationKey(pairOf(other).publicJwk), alg)).toBe(false);
    }
  });
});

describe('verifyJws', () => {
  it('refuses a PS256 salt of another length than 32', () => {
    const { privateJwk, publicJwk } = pairOf('PS256');
    const key = createPrivateKey({ key: privateJwk as JsonWebKey, format: 'jwk' });
    const input = `${encode({ alg: 'PS256' })}.${encode(payload)}`;
    const signedWithSalt = (saltLength: number) => {
      const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
      return decodeJws(
        `${input}.${sign('sha256', Buffer.from(input), options).toString('base64url')}`,
      );
    };
    expect(verifyJws(signedWithSalt(32), verificationKey(publicJwk), 'PS256')).toBe(true);
    for (const length of [0, 20, 31, 33, 64])
      expect(verifyJws(signedWithSalt(length), verificationKey(publicJwk), 'PS256')).toBe(false);
  });

  it('refuses PKCS #1 v1.5 padding under the name PS256', () => {
    const { privateJwk, publicJwk } = pairOf('PS256');
    const key = createPrivateKey({ key: privateJwk as JsonWebKey, format: 'jwk' });
    const input = `${encode({ alg: 'PS256' })}.${encode(payload)}`;
    const decoded = decodeJws(
      `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`,
    );
    expect(verifyJws(decoded, verificationKey(publicJwk), 'PS256')).toBe(false);
  });

  it('refuses an ES256 signature in DER, and zeros', () => {
    const { privateJwk, publicJwk } = pairOf('ES256');
    const key = createPrivateKey({ key: privateJwk as JsonWebKey, format: 'jwk' });
    const input = `${encode({ alg: 'ES256' })}.${encode(payload)}`;
    for (const signature of [
      sign('sha256', Buffer.from(input), key),
      Buffer.alloc(64),
      Buffer.alloc(0),
    ]) {
      const decoded = decodeJws(`${input}.${signature.toString('base64url')}`);
      expect(verifyJws(decoded, verificationKey(publicJwk), 'ES256')).toBe(false);
    }
  });
});

describe('Ed25519 keys of small order, under which anyone could sign', () => {
  // The y coordinates of the eight points, two of them also in a second spelling, each with either sign of x.
  const points = [
    '00'.repeat(32),
    `01${'00'.repeat(31)}`,
    `ec${'ff'.repeat(30)}7f`,
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  ].flatMap((hex) => {
    const bytes = Buffer.from(hex, 'hex');
    const negated = Buffer.from(bytes);
    negated[31]! |= 0x80;
    return [bytes, negated];
  });

  it('verify nothing: with R = sB the equation sB = R + hA would hold for one message in eight', () => {
    const signature = Buffer.alloc(64);
    signature[0] = 1;
    for (const point of points) {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') } as const;
      for (let round = 0; round < 64; round += 1) {
        const decoded = decodeJws(
          `${encode({ alg: 'EdDSA' })}.${encode({ round })}.${signature.toString('base64url')}`,
        );
        if (verifyJws(decoded, verificationKey(jwk), 'EdDSA'))
          throw new Error(`forged for ${jwk.x}`);
      }
    }
  });
});

describe('signing', () => {
  it('takes alg from the key whatever the header says, and kid unless the header carries a jwk', async () => {
    const key = importSigningKey(pairOf('ES256').privateJwk);
    expect(decodeJws(signJwsSync({ header: { alg: 'none' }, payload, key })).header).toEqual({
      alg: 'ES256',
      kid: key.kid,
    });
    expect(decodeJws(signJwsSync({ header: { jwk: {} }, payload, key })).header).toEqual({
      alg: 'ES256',
      jwk: {},
    });
  });

  it('never signs with RSA on the event loop', () => {
    const key = importSigningKey(pairOf('PS256').privateJwk);
    expect(() => signJwsSync({ header: {}, payload, key })).toThrow(
      expect.objectContaining({ code: 'jws_unsupported_key' }),
    );
  });
});

describe('decodeJws', () => {
  it('takes an unsigned shape apart without judging its algorithm', () => {
    expect(decodeJws(compact({ alg: 'none' }, { a: 1 }, '')).header.alg).toBe('none');
  });

  it.each([
    ['jws_not_three_parts', ''],
    ['jws_not_three_parts', 'a.b'],
    ['jws_not_three_parts', `${compact({ alg: 'ES256' })}.AAAA`],
    ['jws_not_three_parts', `${compact({ alg: 'ES256' })}.AAAA.AAAA`],
    ['jws_not_base64url', ` ${compact({ alg: 'ES256' })}`],
    ['jws_not_base64url', compact({ alg: 'ES256' }, {}, 'AAA=')],
    ['jws_not_base64url', compact({ alg: 'ES256' }, {}, 'A+/A')],
    ['jws_not_base64url', compact({ alg: 'ES256' }, {}, 'AAB')],
    ['jws_not_base64url', compact({ alg: 'ES256' }, {}, 'A')],
    ['jws_not_json_object', compact('[]')],
    ['jws_not_json_object', compact('null')],
    ['jws_not_json_object', compact('"text"')],
    ['jws_not_json_object', compact('{"alg":"ES256"')],
    ['jws_not_json_object', compact('{"alg":"ES256"} x')],
    ['jws_not_json_object', compact('')],
    ['jws_not_json_object', compact({ alg: 'ES256' }, '[1]')],
    ['jws_not_json_object', compact({ alg: 'ES256' }, 'text')],
    [
      'jws_not_json_object',
      compact({ alg: 'ES256' }, `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`),
    ],
    [
      'jws_not_json_object',
      `${Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64url')}.e30.AA`,
    ],
    ['jws_duplicate_member', compact('{"alg":"none","alg":"ES256"}')],
    ['jws_duplicate_member', compact('{"alg":"ES256","\\u0061lg":"none"}')],
    ['jws_duplicate_member', compact({ alg: 'ES256' }, '{"aud":"a","aud":"b"}')],
    ['jws_duplicate_member', compact({ alg: 'ES256' }, '{"list":[{"a":"\\":","a":2}]}')],
    ['jws_header_malformed', compact({})],
    ['jws_header_malformed', compact({ alg: 7 })],
    ['jws_header_malformed', compact({ alg: ['ES256'] })],
    ['jws_header_malformed', compact({ alg: 'ES256', typ: 1 })],
    ['jws_header_malformed', compact({ alg: 'ES256', kid: {} })],
    ['jws_critical_header', compact({ alg: 'ES256', crit: ['exp'], exp: 1 })],
    ['jws_critical_header', compact({ alg: 'ES256', crit: [] })],
    ['jws_critical_header', compact({ alg: 'ES256', b64: false })],
    ['jws_critical_header', compact({ alg: 'ES256', b64: true })],
    ['jws_oversized', compact({ alg: 'ES256' }, { a: 'x'.repeat(16_384) })],
    [
      'accepted',
      compact({ alg: 'ES256' }, { 'a:b"{': '":[{', nested: { a: 1 }, list: [{ a: ':' }] }),
    ],
    ['accepted', compact({ alg: 'ES256' }, '{"__proto__":{"a":1},"a":2}')],
  ])('answers %s for %.60s', (code, jws) => {
    expect(refusalOf(jws)).toBe(code);
  });
});
