import { approve } from './http/customer.js';
import { bank, sandbox, scriptClient } from './sandbox/sandbox.js';
import { ScriptApp, type PushedRequest, type Tokens } from './sandbox/script-app.js';

// What anyone can see from outside, clause by clause: metadata, keys, headers, and what tokens look like.
const description = sandbox();
const harbour = bank(description);
const script = scriptClient(description);
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;

type Json = Record<string, unknown>;
let metadata: Json & {
  pushed_authorization_request_endpoint: string;
  authorization_endpoint: string;
  jwks_uri: string;
};
let request: PushedRequest;
let callback: URL;
let tokens: Tokens;

const part = (jwt: string, index: 0 | 1): Json =>
  JSON.parse(Buffer.from(jwt.split('.')[index]!, 'base64url').toString('utf8')) as Json;

beforeAll(async () => {
  const answer = await fetch(`${harbour.issuer}/.well-known/openid-configuration`);
  metadata = (await answer.json()) as typeof metadata;
  const app = await ScriptApp.discover(description);
  request = await app.push();
  ({ callback } = await approve(request.url, customer));
  tokens = await app.exchange(request, callback);
}, 60_000);

describe('the metadata', () => {
  it('promise PAR, S256, iss and DPoP, and no weaker way (RFC9126-5, RFC9207-3, RFC9449-5.1)', () => {
    expect(metadata).toMatchObject({
      issuer: harbour.issuer,
      require_pushed_authorization_requests: true,
      authorization_response_iss_parameter_supported: true,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: [
        'private_key_jwt',
        'tls_client_auth',
        'self_signed_tls_client_auth',
      ],
    });
    const algorithms = metadata['dpop_signing_alg_values_supported'] as string[];
    expect(algorithms).toContain('ES256');
    for (const weak of ['none', 'RS256', 'HS256']) expect(algorithms).not.toContain(weak);
  });

  it('name endpoints of this issuer, all of them over TLS (SP-5.2.1-1, SP-5.4.2-1)', () => {
    const endpoints = Object.entries(metadata).filter(([name]) => /_endpoint$|_uri$/.test(name));
    expect(endpoints.length).toBeGreaterThan(3);
    for (const [, url] of endpoints) expect(url).toMatch(/^https:\/\//);
  });
});

describe('the keys', () => {
  it('are public, strong and told apart by kid (SP-5.4.2-3)', async () => {
    const { keys } = (await (await fetch(metadata.jwks_uri)).json()) as { keys: Json[] };
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      for (const secret of ['d', 'p', 'q', 'k']) expect(key).not.toHaveProperty(secret);
      expect(['P-256', 'Ed25519', undefined]).toContain(key['crv']);
    }
  });
});

describe('the authorization endpoint', () => {
  it('offers no CORS and keeps browsers on TLS (SP-5.2.3-1, SP-5.2.3-3)', async () => {
    const answer = await fetch(request.url, {
      headers: { origin: 'https://app.example' },
      redirect: 'manual',
    });
    const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
    expect(names).toEqual([]);
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
  });

  it('is no open redirector (SP-5.3.2.1-7)', async () => {
    const url = new URL(metadata.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: script.client_id,
      request_uri: 'urn:ietf:params:oauth:request_uri:unknown',
      redirect_uri: 'https://attacker.example/',
      response_type: 'code',
    }).toString();
    const answer = await fetch(url, { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('answers with code, state and iss, and nothing else (RFC9207-2)', () => {
    expect([...callback.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
    expect(callback.searchParams.get('iss')).toBe(harbour.issuer);
  });
});

describe('the PAR endpoint', () => {
  it('knows nobody without an assertion (SP-5.3.2.2-4)', async () => {
    const answer = await fetch(metadata.pushed_authorization_request_endpoint, {
      method: 'POST',
      body: new URLSearchParams({ client_id: script.client_id, response_type: 'code' }),
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('answers any other method with 405 (RFC9126-2.3)', async () => {
    const answer = await fetch(metadata.pushed_authorization_request_endpoint);
    expect(answer.status).toBe(405);
  });
});

describe('what is issued', () => {
  it('cannot be guessed: at least 128 bits each (SP-5.4.1-4)', () => {
    const code = callback.searchParams.get('code')!;
    const reference = request.requestUri.split(':').at(-1)!;
    // A time prefix of 48 bits, and then 128 bits of chance at the very least.
    for (const secret of [code, reference, tokens.refreshToken]) {
      expect(Buffer.from(secret, 'base64url').length * 8).toBeGreaterThanOrEqual(48 + 128);
    }
  });

  it('is an access token of type at+jwt with every claim (RFC9068-2.1, RFC9068-2.2-issued)', () => {
    const header = part(tokens.accessToken, 0);
    expect(header).toMatchObject({ typ: 'at+jwt', kid: expect.any(String) });
    expect(['ES256', 'PS256', 'EdDSA', 'Ed25519']).toContain(header['alg']);
    for (const foreign of ['jku', 'x5u', 'jwk']) expect(header).not.toHaveProperty(foreign);
    expect(part(tokens.accessToken, 1)).toMatchObject({
      iss: harbour.issuer,
      aud: harbour.resource_base,
      client_id: script.client_id,
      sub: expect.any(String),
      exp: expect.any(Number),
      iat: expect.any(Number),
      jti: expect.any(String),
      auth_time: expect.any(Number),
      acr: expect.any(String),
      scope: expect.stringContaining('accounts'),
      cnf: { jkt: expect.stringMatching(/^[\w-]{43}$/) },
    });
  });

  it('is an access token of less than 4 KB, with all that was consented to (IA-2.4)', () => {
    expect(tokens.access.AccountIds.length).toBeGreaterThan(1);
    expect(tokens.accessToken.length).toBeLessThan(4096);
  });

  it('never takes a client for a customer (SP-6.7, RFC9068-5)', () => {
    const { sub } = part(tokens.accessToken, 1);
    expect(sub).toMatch(/^[\da-f]{8}-[\da-f]{4}-/);
    for (const { client_id } of description.clients) expect(client_id).toMatch(/^client-/);
  });
});
