import { randomUUID } from 'node:crypto';
import { RejectionRecorder, type RejectionPage } from '@sandbank/platform';
import { completeJourney, FapiClient, newKey, publicJwk } from '@sandbank/testing';
import type { JWK } from 'jose';
import { carryOut } from '../src/operation/operation.js';
import { maya, redirectUri, startServer, type RunningServer } from './running-server.js';

let server: RunningServer;
let key: JWK;
let client: FapiClient;
let other: FapiClient;

beforeAll(async () => {
  server = await startServer();
  key = await newKey();
  [client, other] = [await added('client-reader'), await added('client-other')];
});
beforeEach(() => server.database.query('TRUNCATE authorization_server.rejection'));
afterAll(() => server.stop());

const order = (given: object) =>
  carryOut(
    { bank: 'harbour', ...given },
    {
      database: server.database.connect('authorizationServer', 1),
      clock: server.clock,
      secret: Buffer.alloc(32, 7),
      baseUrl: new URL(server.issuer).origin,
      by: 'operator:command',
    },
  );

async function added(clientId: string): Promise<FapiClient> {
  const metadata = {
    ...{ client_id: clientId, client_name: clientId, redirect_uris: [redirectUri] },
    ...{ scope: 'openid accounts rejections', jwks: { keys: [publicJwk(key)] } },
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    authorization_details_types: ['urn:sandbank:account-access:v1'],
    token_endpoint_auth_method: 'private_key_jwt',
  };
  await order({ operation: 'client.add', metadata });
  const { issuer, tls } = server;
  const options = { issuer, clientId, redirectUri, ca: tls.ca, key };
  return FapiClient.create({ ...options, now: () => server.clock.now() });
}

const tokenOf = async (who: FapiClient, scope = 'rejections') =>
  String((await who.clientCredentials(scope)).json()['access_token']);

async function read(query = '', who = client, token?: string) {
  await server.service(RejectionRecorder).flush();
  const url = `${server.issuer}/rejections${query}`;
  return who.call(url, token ?? (await tokenOf(who)));
}
const pageOf = async (query = '', who = client) => (await read(query, who)).json<RejectionPage>();
/** Without the challenges for a nonce, with which a client begins. */
const refusals = async (query = '', who = client) =>
  (await pageOf(query, who)).rejections.filter(({ error }) => error !== 'use_dpop_nonce');

describe('the rejections of a client', () => {
  it('tell which rule fired, what it expected, what came and what to change', async () => {
    const refused = await client.clientCredentials('rejections', {
      assertion: { claims: { aud: `${server.issuer}/token` } },
    });
    expect(refused.json()).toEqual({
      error: 'invalid_client',
      error_description: 'aud of the client assertion must be the issuer as a string',
    });
    const [rejection] = await refusals();
    expect(rejection).toMatchObject({
      interaction_id: refused.header('x-fapi-interaction-id'),
      server: 'authorization-server',
      endpoint: 'token',
      method: 'POST',
      status: 401,
      error: 'invalid_client',
      rule: {
        clause: 'SP-5.3.2.1-8',
        url: 'https://portal.example/rules/SP-5.3.2.1-8',
      },
      expected: server.issuer,
      received: `${server.issuer}/token`,
      clock_skew_seconds: null,
      fix: expect.stringContaining('Set aud'),
      // Nothing in a request that was refused for its assertion proves who sent it.
      claimed: true,
    });
  });

  it('tell how far the clocks are apart', async () => {
    const now = server.clock.nowSeconds();
    await client.clientCredentials('rejections', {
      assertion: { claims: { iat: now - 500, exp: now - 440 } },
    });
    const [rejection] = await refusals();
    expect(rejection!.rule!.clause).toBe('RFC7523-3-4');
    expect(Math.abs(rejection!.clock_skew_seconds! + 440)).toBeLessThan(5);
    expect(Math.abs(rejection!.client_clock_seconds!)).toBeLessThan(5);
  });

  it('tell the developers of a frozen client that nothing is wrong with the request', async () => {
    await order({ operation: 'client.freeze', client_id: 'client-reader' });
    const { answer } = await client.push();
    await order({ operation: 'client.thaw', client_id: 'client-reader' });
    expect(answer.json()).toEqual({
      error: 'invalid_client',
      error_description: 'the client is unknown or may not act',
    });
    const [rejection] = await refusals();
    expect(rejection).toMatchObject({
      rule: { clause: 'RFC6749-5.2-client' },
      fix: expect.stringMatching(/frozen.*ask whoever runs the sandbox/s),
    });
  });

  it('are its own, once it proved who it is', async () => {
    await client.push({ parameters: { redirect_uri: 'https://evil.example/' } });
    expect(await refusals()).toMatchObject([
      { endpoint: 'pushed_authorization_request', claimed: false, status: 400 },
    ]);
    expect(await refusals('', other)).toEqual([]);
  });

  it('are found by interaction id, and not by another client', async () => {
    const interaction = randomUUID();
    await client.push({
      parameters: { response_type: 'token' },
      headers: { 'x-fapi-interaction-id': interaction },
    });
    await client.push({ parameters: { response_type: 'token' } });
    const query = `?interaction_id=${interaction}`;
    expect(await refusals(query)).toHaveLength(1);
    expect(await pageOf(query, other)).toEqual({ rejections: [] });
    expect(await pageOf(`?interaction_id=${randomUUID()}`)).toEqual({ rejections: [] });
  });

  it('hold none of the secrets that were refused', async () => {
    const { tokens, code, pushed } = await completeJourney(client, maya);
    const secrets = [code, pushed.codeVerifier, String(tokens['refresh_token']), pushed.requestUri];
    await client.redeem(code, pushed.codeVerifier);
    await client.redeem(`${code}x`, pushed.codeVerifier);
    await client.refresh(`${String(tokens['refresh_token'])}x`);
    await other.refresh(String(tokens['refresh_token']));
    await fetch(await other.authorizationUrl(pushed.requestUri), { redirect: 'manual' });
    await client.push({ parameters: { request_uri: pushed.requestUri } });
    await server.service(RejectionRecorder).flush();
    const rows = await server.database.query('SELECT * FROM authorization_server.rejection');
    expect(rows.length).toBeGreaterThan(4);
    for (const secret of secrets) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('come page by page', async () => {
    for (let each = 0; each < 3; each += 1) await client.push({ parameters: { scope: 'admin' } });
    const first = await pageOf('?limit=2');
    expect(first.rejections).toHaveLength(2);
    const second = await pageOf(new URL(first.next!).search);
    expect(second.rejections.length).toBeGreaterThan(0);
    const shown = [...first.rejections, ...second.rejections].map(({ id }) => id);
    expect(shown).toEqual([...new Set(shown)].sort().reverse());
  });
});

describe('whoever wants to read rejections', () => {
  it('needs the scope', async () => {
    const answer = await read('', client, await tokenOf(client, 'accounts'));
    expect(answer.status).toBe(403);
    expect(answer.header('www-authenticate')).toContain('scope="rejections"');
  });

  it('needs a token of the client itself, not of its customer', async () => {
    const parameters = { scope: 'openid accounts rejections' };
    const { accessToken } = await completeJourney(client, maya, { push: { parameters } });
    expect((await read('', client, accessToken)).status).toBe(403);
  });

  it('needs the key to which the token is bound (SP-5.3.4-5)', async () => {
    const token = await tokenOf(client);
    expect((await read('', other, token)).status).toBe(401);
  });

  it('is told what is wrong with the query, and gets nothing that may be kept', async () => {
    expect((await read('?limit=1000')).status).toBe(400);
    expect((await read()).header('cache-control')).toBe('no-store');
  });
});
