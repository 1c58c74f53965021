import {
  completeJourney,
  dpopProof,
  type FapiClient,
  newKey,
  publicJwk,
  type HttpsAnswer,
  type JwtOverrides,
  type RequestOverrides,
} from '@sandbank/testing';
import { calculateJwkThumbprint, decodeJwt, type JWK } from 'jose';
import { maya, startServer, type RunningServer } from './running-server.js';

let server: RunningServer;
let client: FapiClient;
beforeAll(async () => {
  server = await startServer();
  client = await server.client();
  await client.clientCredentials('accounts');
});
afterAll(() => server.stop());

const now = (): number => server.clock.nowSeconds();

const bare = (key: JWK): JWK => {
  const { kid: _kid, use: _use, alg: _alg, ...jwk } = publicJwk(key);
  return jwk;
};
const shownBy = (key: JWK): JwtOverrides => ({ key, header: { jwk: bare(key), alg: key.alg } });

/** What the token endpoint and the PAR endpoint say to the same request. */
const outcomes = async (overrides: RequestOverrides) => {
  const answers = [
    await client.clientCredentials('accounts', overrides),
    (await client.push(overrides)).answer,
  ];
  return answers.map((answer) => [answer.status, answer.json()['error']]);
};
const errorOf = (answer: HttpsAnswer) => answer.json()['error'];

/** One proof, to be sent as it is. */
const proofFor = async (url = `${server.issuer}/token`, overrides?: JwtOverrides) => {
  const nonce = (await client.clientCredentials('accounts')).header('dpop-nonce');
  const call = { method: 'POST', url, now: server.clock.now(), nonce };
  return dpopProof(client.dpopKey, call, overrides);
};
const sending = (dpop: string | string[]): RequestOverrides => ({
  proof: false,
  headers: { dpop },
});

describe('a DPoP proof is refused at PAR and token endpoint with 400 invalid_dpop_proof', () => {
  it.each<[string, () => JwtOverrides | Promise<JwtOverrides>]>([
    ['without jti', () => ({ claims: { jti: undefined } })],
    ['with a jti that is a number', () => ({ claims: { jti: 5 } })],
    ['without htm', () => ({ claims: { htm: undefined } })],
    ['for another method', () => ({ claims: { htm: 'GET' } })],
    ['without htu', () => ({ claims: { htu: undefined } })],
    ['for another endpoint', () => ({ claims: { htu: `${server.issuer}/authorize` } })],
    ['for another host', () => ({ claims: { htu: 'https://127.0.0.1/harbour/token' } })],
    ['for plain http', () => ({ claims: { htu: server.issuer.replace('https', 'http') } })],
    ['without iat', () => ({ claims: { iat: undefined } })],
    ['of an hour ago', () => ({ claims: { iat: now() - 3600 } })],
    ['of 61 seconds ahead', () => ({ claims: { iat: now() + 61 } })],
    ['with another typ', () => ({ header: { typ: 'jwt' } })],
    ['that is a client assertion', () => ({ header: { typ: 'client-authentication+jwt' } })],
    ['unsigned', () => ({ header: { alg: 'none' } })],
    ['signed with RS256', async () => shownBy(await newKey('RS256'))],
    ['signed by another key than its jwk', async () => ({ key: await newKey() })],
    ['without jwk', () => ({ header: { jwk: undefined } })],
    ['with its private key in it', () => ({ header: { jwk: client.dpopKey } })],
    ['with one byte of its signature changed', () => ({ rewrite: flipped })],
    ['that is no JWT', () => ({ rewrite: () => 'proof' })],
    ['that is empty', () => ({ rewrite: () => '' })],
  ])('%s (RFC 9449 4.3)', async (_what, overrides) => {
    const refused = [400, 'invalid_dpop_proof'];
    expect(await outcomes({ proof: await overrides() })).toEqual([refused, refused]);
    expect((await client.clientCredentials('accounts')).status).toBe(200);
  });

  it('in two headers or in one (RFC 9449 4.3)', async () => {
    const two = [await proofFor(), await proofFor()];
    for (const dpop of [two, two.join(', ')]) {
      const answer = await client.clientCredentials('accounts', sending(dpop));
      expect([answer.status, errorOf(answer)]).toEqual([400, 'invalid_dpop_proof']);
    }
  });
});

const atToken = (change: (url: string) => string): JwtOverrides => ({
  claims: { htu: change(`${server.issuer}/token`) },
});
const unasked = (): JwtOverrides => ({
  claims: { extra: { a: 1 }, nbf: now() + 1000, exp: now() - 1000 },
  header: { extra: true },
});

describe('a DPoP proof is accepted', () => {
  it.each<[string, () => JwtOverrides | Promise<JwtOverrides>]>([
    ['with a query and a fragment in htu', () => atToken((url) => `${url}?a=1#b`)],
    ['with a host in upper case', () => atToken((url) => url.replace('localhost', 'LOCALHOST'))],
    ['with needless percent-encoding', () => atToken((url) => url.replace('token', '%74oken'))],
    ['with members, claims, nbf and exp that nobody asked for', unasked],
    ['made ten seconds ahead (SP-5.3.2.1-13)', () => ({ claims: { iat: now() + 10 } })],
    ['signed with PS256', async () => shownBy(await newKey('PS256'))],
    ['signed with Ed25519', async () => shownBy(await newKey('Ed25519'))],
  ])('%s (RFC 9449 4.3)', async (_what, overrides) => {
    const answer = await client.clientCredentials('accounts', { proof: await overrides() });
    expect(answer.status).toBe(200);
  });
});

describe('a DPoP proof is used once, whichever process it reaches (RFC 9449 11.1)', () => {
  it('and then by nobody, not in another process either', async () => {
    const other = await server.another();
    const send = (dpop: string, url = `${server.issuer}/token`) =>
      client.clientCredentials('accounts', { ...sending(dpop), url });
    for (const second of [`${other}/token`, `${server.issuer}/token`]) {
      const proof = await proofFor();
      expect((await send(proof)).status).toBe(200);
      const again = await send(proof, second);
      expect([again.status, errorOf(again)]).toEqual([400, 'invalid_dpop_proof']);
    }
    const proof = await proofFor();
    const urls = Array.from({ length: 20 }, (_, at) => `${at % 2 ? other : server.issuer}/token`);
    const answers = await Promise.all(urls.map((url) => send(proof, url)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('at the PAR endpoint as well', async () => {
    const dpop = await proofFor(`${server.issuer}/par`);
    expect((await client.push(sending(dpop))).answer.status).toBe(201);
    expect(errorOf((await client.push(sending(dpop))).answer)).toBe('invalid_dpop_proof');
  });
});

describe('a nonce is demanded (RFC 9449 8)', () => {
  it.each([undefined, '', 'x', 'A'.repeat(22)])('when the proof carries %j', async (nonce) => {
    const overrides = { proof: { claims: { nonce } }, retry: false };
    for (const answer of [
      await client.clientCredentials('accounts', overrides),
      (await client.push(overrides)).answer,
    ]) {
      expect([answer.status, errorOf(answer)]).toEqual([400, 'use_dpop_nonce']);
      expect(answer.headerValues('dpop-nonce')).toHaveLength(1);
      expect(answer.header('cache-control')).toContain('no-store');
    }
  });

  it('that any process takes which any other gave, for two to three minutes', async () => {
    const other = await server.another();
    const nonce = (await client.clientCredentials('accounts')).header('dpop-nonce');
    const use = () =>
      client.clientCredentials('accounts', {
        url: `${other}/token`,
        proof: { claims: { nonce, htu: `${server.issuer}/token` } },
        retry: false,
      });
    expect((await use()).status).toBe(200);
    server.clock.advance(119);
    expect((await use()).status).toBe(200);
    server.clock.advance(62);
    expect(errorOf(await use())).toBe('use_dpop_nonce');
    expect((await client.clientCredentials('accounts')).header('dpop-nonce')).not.toBe(nonce);
  });
});

describe('a key', () => {
  it('may be shown and named with the pushed request, if it is one (RFC 9449 10.1)', async () => {
    const dpop_jkt = await calculateJwkThumbprint(client.dpopKey);
    expect((await client.push({ parameters: { dpop_jkt } })).answer.status).toBe(201);
    const { answer } = await client.push({ parameters: { dpop_jkt: 'A'.repeat(43) } });
    expect([answer.status, errorOf(answer)]).toEqual([400, 'invalid_request']);
    const named = await completeJourney(client, maya, {
      push: { proof: false, parameters: { dpop_jkt } },
    });
    expect(decodeJwt(named.accessToken)['cnf']).toEqual({ jkt: dpop_jkt });
  });

  it('may change with a refresh, and then the token is bound to the new one (RFC 9449 5)', async () => {
    const { refreshToken = '', accessToken } = await completeJourney(client, maya);
    const key = await newKey('PS256');
    const answer = await client.refresh(refreshToken, { proof: shownBy(key) });
    const jkt = await calculateJwkThumbprint(bare(key));
    expect(decodeJwt(String(answer.json()['access_token']))['cnf']).toEqual({ jkt });
    expect(decodeJwt(accessToken)['cnf']).not.toEqual({ jkt });
  });
});

function flipped(jwt: string): string {
  const [header, payload, signature] = jwt.split('.');
  const bytes = Buffer.from(signature!, 'base64url');
  bytes[10]! ^= 1;
  return `${header}.${payload}.${bytes.toString('base64url')}`;
}
