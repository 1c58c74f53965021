import { createHash } from 'node:crypto';
import {
  dpopProof,
  exchange,
  newKey,
  publicJwk,
  type HttpsAnswer,
  type JwtOverrides,
  type RequestOverrides,
} from '@sandbank/testing';
import { customerAllows, tokenFor } from './customers.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
let token: string;
beforeAll(async () => {
  api = await ProtectedApi.start();
  token = await tokenFor(api, await customerAllows(api));
  await api.call(token);
});
afterAll(() => api.stop());

const now = () => api.clock.nowSeconds();
const errorOf = (answer: HttpsAnswer) =>
  /^DPoP error="([a-z_]+)"/.exec(answer.header('www-authenticate') ?? '')?.[1];

describe('a DPoP proof is refused with 401', () => {
  const refusals: readonly [what: string, overrides: () => JwtOverrides | Promise<JwtOverrides>][] =
    [
      ['without jti', () => ({ claims: { jti: undefined } })],
      ['with a jti that is a number', () => ({ claims: { jti: 5 } })],
      ['without htm', () => ({ claims: { htm: undefined } })],
      ['for another method', () => ({ claims: { htm: 'POST' } })],
      ['for a method in another case', () => ({ claims: { htm: 'get' } })],
      ['without htu', () => ({ claims: { htu: undefined } })],
      ['for another path', () => ({ claims: { htu: api.url('/aisp/balances') } })],
      ['for another host', () => ({ claims: { htu: 'https://127.0.0.1/harbour' } })],
      ['for another port', () => ({ claims: { htu: api.url().replace(/:\d+/, ':1') } })],
      ['for plain http', () => ({ claims: { htu: api.url().replace('https', 'http') } })],
      ['without iat', () => ({ claims: { iat: undefined } })],
      ['of an hour ago', () => ({ claims: { iat: now() - 3600 } })],
      ['of 61 seconds ago', () => ({ claims: { iat: now() - 61 } })],
      ['of 61 seconds ahead', () => ({ claims: { iat: now() + 61 } })],
      ['without ath', () => ({ claims: { ath: undefined } })],
      ['with the ath of another token', () => ({ claims: { ath: 'A'.repeat(43) } })],
      ['with another typ', () => ({ header: { typ: 'jwt' } })],
      ['unsigned', () => ({ header: { alg: 'none' } })],
      ['signed by another key than its jwk', async () => ({ key: await newKey() })],
      ['without jwk', () => ({ header: { jwk: undefined } })],
      ['with its private key in it', () => ({ header: { jwk: api.client.dpopKey } })],
      ['with a point off its curve as key', () => ({ header: { jwk: offCurve() } })],
      ['with one byte of its signature changed', () => ({ rewrite: flipped })],
      ['that is no JWT', () => ({ rewrite: () => 'proof' })],
      ['that is empty', () => ({ rewrite: () => '' })],
    ];

  it.each(refusals)('%s', async (_what, overrides) => {
    const answer = await api.call(token, { proof: await overrides() });
    expect([answer.status, errorOf(answer)]).toEqual([401, 'invalid_dpop_proof']);
    expect(answer.header('dpop-nonce')).toBeDefined();
  });

  it('of a key that is not the token’s', async () => {
    const stranger = await newKey();
    const { kid: _kid, use: _use, alg: _alg, ...jwk } = publicJwk(stranger);
    const answer = await api.call(token, { proof: { key: stranger, header: { jwk } } });
    expect([answer.status, errorOf(answer)]).toEqual([401, 'invalid_token']);
  });

  it('with an RSA key of 1024 bits', async () => {
    const jwk = { kty: 'RSA', n: Buffer.alloc(128, 0xff).toString('base64url'), e: 'AQAB' };
    const answer = await api.call(token, { proof: { header: { jwk } } });
    expect([answer.status, errorOf(answer)]).toEqual([401, 'invalid_dpop_proof']);
  });

  it('when it is missing', async () => {
    const answer = await api.call(token, { proof: false });
    expect([answer.status, errorOf(answer)]).toEqual([401, 'invalid_dpop_proof']);
  });

  it('when there are two, in one field or in two (RFC 9449 4.3)', async () => {
    const two = await Promise.all([makeProof(), makeProof()]);
    for (const dpop of [two, two.join(', ')]) {
      const answer = await api.call(token, { proof: false, headers: { dpop } });
      expect([answer.status, errorOf(answer)]).toEqual([401, 'invalid_dpop_proof']);
    }
  });
});

describe('a DPoP proof is used once (RFC 9449 11.1)', () => {
  const send = (dpop: string, overrides: RequestOverrides = {}) =>
    api.call(token, { proof: false, headers: { dpop }, ...overrides });

  it('and never again, whatever is called', async () => {
    const proof = await makeProof();
    expect((await send(proof)).status).toBe(200);
    const again = await send(proof);
    expect([again.status, errorOf(again)]).toEqual([401, 'invalid_dpop_proof']);
    api.clock.advance(60);
    expect((await send(proof)).status).toBe(401);
  });

  it('by one of twenty calls that come at once', async () => {
    const proof = await makeProof();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(proof)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array<number>(19).fill(401),
    ]);
  });

  it('while another key may use the same jti', async () => {
    const jti = 'shared-by-chance';
    expect((await api.call(token, { proof: { claims: { jti } } })).status).toBe(200);
    expect((await api.call(token, { proof: { claims: { jti } } })).status).toBe(401);
    const other = await newKey();
    const others = await tokenFor(api, await customerAllows(api), {
      claims: { cnf: { jkt: thumbprint(other) } },
    });
    const { kid: _kid, use: _use, alg: _alg, ...jwk } = publicJwk(other);
    const proof = { key: other, header: { jwk }, claims: { jti } };
    expect((await api.call(others, { proof })).status).toBe(200);
  });

  it('and a refused one does not use up its jti for the right one', async () => {
    const jti = 'tried-with-another-method';
    expect((await api.call(token, { proof: { claims: { jti, htm: 'PUT' } } })).status).toBe(401);
    expect((await api.call(token, { proof: { claims: { jti } } })).status).toBe(200);
  });
});

describe('a nonce is demanded (RFC 9449 9)', () => {
  it.each([undefined, 'A'.repeat(22), '', 'x'])('when the proof carries %j', async (nonce) => {
    const answer = await api.call(token, { proof: { claims: { nonce } }, retry: false });
    expect([answer.status, errorOf(answer)]).toEqual([401, 'use_dpop_nonce']);
    expect(answer.headerValues('dpop-nonce')).toHaveLength(1);
  });

  it('and the one that comes with the demand is taken', async () => {
    const stranger = await exchange(api.url(), api.ca, {
      headers: { authorization: `DPoP ${token}`, dpop: await makeProof(undefined) },
    });
    const nonce = stranger.header('dpop-nonce');
    const answer = await api.call(token, { proof: { claims: { nonce } } });
    expect(answer.status).toBe(200);
  });

  it('again when it has become old', async () => {
    const fresh = await tokenFor(api, await customerAllows(api));
    const nonce = (await api.call(fresh)).header('dpop-nonce');
    api.clock.advance(119);
    expect((await api.call(fresh, { proof: { claims: { nonce } } })).status).toBe(200);
    api.clock.advance(61);
    const answer = await api.call(fresh, { proof: { claims: { nonce } }, retry: false });
    expect(errorOf(answer)).toBe('use_dpop_nonce');
    token = await tokenFor(api, await customerAllows(api));
  });
});

describe('a DPoP proof is accepted', () => {
  beforeAll(async () => {
    token = await tokenFor(api, await customerAllows(api));
    await api.call(token);
  });

  it.each(['PS256', 'ES256', 'EdDSA', 'Ed25519'])('signed with %s', async (alg) => {
    const key = await newKey(alg);
    const bound = await tokenFor(api, await customerAllows(api), {
      claims: { cnf: { jkt: thumbprint(key) } },
    });
    const { kid: _kid, use: _use, alg: _alg, ...jwk } = publicJwk(key);
    const answer = await api.call(bound, { proof: { key, header: { jwk, alg } } });
    expect(answer.status).toBe(200);
  });

  it.each([
    [
      'an upper-case scheme and host',
      (url: string) => url.replace('https://localhost', 'HTTPS://LOCALHOST'),
    ],
    ['a query and a fragment', (url: string) => `${url}?page=2#top`],
    ['needless percent-encoding', (url: string) => url.replace('accounts', '%61ccounts')],
  ])('whose htu has %s (RFC 9449 4.3)', async (_what, change) => {
    const answer = await api.call(token, { proof: { claims: { htu: change(api.url()) } } });
    expect(answer.status).toBe(200);
  });

  it('for a URL with a query', async () => {
    expect((await api.call(token, { url: `${api.url()}?page=2` })).status).toBe(200);
  });

  it('with claims and headers that nobody knows, and with nbf and exp', async () => {
    const claims = { extra: { a: 1 }, nbf: now() + 1000, exp: now() - 1000 };
    const answer = await api.call(token, { proof: { claims, header: { extra: true } } });
    expect(answer.status).toBe(200);
  });

  it.each([-59, -10, 10])('with iat %d seconds from now (SP-5.3.2.1-13)', async (seconds) => {
    const answer = await api.call(token, { proof: { claims: { iat: now() + seconds } } });
    expect(answer.status).toBe(200);
  });
});

async function makeProof(nonce = 'current'): Promise<string> {
  const current = nonce === 'current' ? (await api.call(token)).header('dpop-nonce') : nonce;
  return dpopProof(api.client.dpopKey, {
    ...{ method: 'GET', url: api.url(), now: api.clock.now() },
    ...{ nonce: current, accessToken: token },
  });
}

function thumbprint(key: Awaited<ReturnType<typeof newKey>>): string {
  const { kty, crv, x, y, n, e } = key;
  const members = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, ...(y !== undefined && { y }) };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

function offCurve(): Record<string, unknown> {
  const { kty, crv, x } = api.client.dpopKey;
  return { kty, crv, x, y: x };
}

function flipped(jwt: string): string {
  const [header, payload, signature] = jwt.split('.');
  const bytes = Buffer.from(signature!, 'base64url');
  bytes[10]! ^= 1;
  return `${header}.${payload}.${bytes.toString('base64url')}`;
}
