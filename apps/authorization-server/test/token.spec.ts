import {
  authorizationResponse,
  BankVisitor,
  completeJourney,
  newKey,
  publicJwk,
  type FapiClient,
  type Pushed,
} from '@sandbank/testing';
import { calculateJwkThumbprint } from 'jose';
import { maya, startServer, type RunningServer } from './running-server.js';

describe('POST /token', () => {
  let server: RunningServer;
  let client: FapiClient;
  let pushed: Pushed;

  const approve = async (by = client, push = {}): Promise<string> => {
    pushed = await by.push(push);
    const visitor = new BankVisitor(server.tls.ca);
    const page = await visitor.signIn(await by.authorizationUrl(pushed.requestUri), maya);
    const back = await visitor.press(page, 'consent-allow', { accounts: ['acc-1'] });
    return authorizationResponse(by, pushed, back).code;
  };

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());

  it.each([
    ['another code_verifier', { code_verifier: 'v'.repeat(43) }, 'invalid_grant'],
    ['no code_verifier', { code_verifier: undefined }, 'invalid_grant'],
    ['another redirect_uri', { redirect_uri: 'https://app.example/other' }, 'invalid_grant'],
    ['an unknown code', { code: 'A'.repeat(51) }, 'invalid_grant'],
    ['no code', { code: undefined }, 'invalid_request'],
    ['no grant_type', { grant_type: undefined }, 'invalid_request'],
    ['grant_type password', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['the code twice', { code: ['a', 'b'] }, 'invalid_request'],
  ])('refuses %s, and the right request still works', async (_what, parameters, error) => {
    const code = await approve();
    const refused = await client.redeem(code, pushed.codeVerifier, { parameters });
    expect({ status: refused.status, error: refused.json()['error'] }).toEqual({
      status: 400,
      error,
    });
    expect((await client.redeem(code, pushed.codeVerifier)).status).toBe(200);
  });

  it('refuses a request without proof of possession (SP-5.3.2.1-4)', async () => {
    const code = await approve();
    const refused = await client.redeem(code, pushed.codeVerifier, { proof: false });
    expect(refused.json()['error']).toBe('invalid_dpop_proof');
  });

  it('gives a code to no other client (RFC 6749 4.1.3)', async () => {
    const code = await approve();
    const other = await server.client('client-two');
    const stolen = await other.redeem(code, pushed.codeVerifier);
    expect(stolen.json()['error']).toBe('invalid_grant');
    expect((await client.redeem(code, pushed.codeVerifier)).status).toBe(200);
  });

  it('binds the code to the key of the push, shown or named (RFC 9449 10)', async () => {
    const other = await newKey();
    const code = await approve();
    const stolen = await client.redeem(code, pushed.codeVerifier, {
      proof: { key: other, header: { jwk: publicJwk(other) } },
    });
    expect(stolen.json()['error']).toBe('invalid_grant');
    const dpop_jkt = await calculateJwkThumbprint(publicJwk(other));
    const named = await approve(client, { proof: false, parameters: { dpop_jkt } });
    expect((await client.redeem(named, pushed.codeVerifier)).json()['error']).toBe('invalid_grant');
  });

  it('refuses a code after 60 seconds (SP-5.3.2.1-11)', async () => {
    const code = await approve();
    server.clock.advance(60);
    expect((await client.redeem(code, pushed.codeVerifier)).json()['error']).toBe('invalid_grant');
  });

  it('ends everything that came of a code that is presented twice (RFC 6749 4.1.2)', async () => {
    const { code, pushed: request, refreshToken = '' } = await completeJourney(client, maya);
    const again = await client.redeem(code, request.codeVerifier);
    expect(again.json()['error']).toBe('invalid_grant');
    expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
    const [consent] = await server.database.query<{ status: string }>(
      'SELECT status FROM consent.consent ORDER BY consent_id DESC LIMIT 1',
    );
    expect(consent?.status).toBe('REVOKED');
  });

  it('ends nothing for a recorded request that is sent again (SP-6.2)', async () => {
    const code = await approve();
    const assertion = { claims: { jti: 'recorded' } };
    const first = await client.redeem(code, pushed.codeVerifier, { assertion });
    const replayed = await client.redeem(code, pushed.codeVerifier, { assertion });
    expect(replayed.json()['error']).toBe('invalid_client');
    const refreshed = await client.refresh(String(first.json()['refresh_token']));
    expect(refreshed.status).toBe(200);
  });

  it('gives one token for 50 requests with one code at two servers', async () => {
    const other = await server.another();
    const code = await approve();
    const shared = { ...client.options, dpopKey: client.dpopKey };
    const clients = await Promise.all(
      Array.from({ length: 50 }, () => (client.constructor as typeof FapiClient).create(shared)),
    );
    const answers = await Promise.all(
      clients.map((one, index) => {
        const port = new URL(index % 2 === 0 ? server.issuer : other).port;
        const url = `https://localhost:${port}/harbour/token`;
        const proof = { claims: { htu: `${server.issuer}/token` } };
        return one.redeem(code, pushed.codeVerifier, { url, proof });
      }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]));
  });

  it('takes one of 20 parallel uses of an assertion', async () => {
    const assertion = { claims: { jti: 'raced' } };
    await client.clientCredentials('accounts');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.clientCredentials('accounts', { assertion })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('refreshes with a new key, to which the new token is bound (RFC 9449 5)', async () => {
    const { refreshToken = '' } = await completeJourney(client, maya);
    const other = await newKey();
    const proof = { key: other, header: { jwk: publicJwk(other) } };
    const answer = await client.refresh(refreshToken, { proof });
    expect(answer.status).toBe(200);
  });

  it('refuses a refresh token to another client, a wider scope, and after a revocation', async () => {
    const { refreshToken = '' } = await completeJourney(client, maya, {
      push: { parameters: { scope: 'accounts' } },
    });
    const other = await server.client('client-two');
    expect((await other.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
    const wider = await client.refresh(refreshToken, { parameters: { scope: 'openid accounts' } });
    expect(wider.json()['error']).toBe('invalid_scope');
    await server.database.query(
      `UPDATE consent.consent SET status = 'REVOKED' WHERE status = 'AUTHORISED'`,
    );
    expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
  });

  it('refuses a refresh token after 90 days', async () => {
    const { refreshToken = '' } = await completeJourney(client, maya);
    server.clock.advance(90 * 86_400);
    expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
  });

  it('gives no ID token without a customer, and stops a client that was frozen', async () => {
    expect((await client.clientCredentials('openid')).json()['error']).toBe('invalid_scope');
    const frozen = await server.client('client-two');
    expect((await frozen.clientCredentials('accounts')).status).toBe(200);
    await server.database.query(
      `UPDATE authorization_server.client SET status = 'frozen' WHERE client_id = 'client-two'`,
    );
    expect((await frozen.clientCredentials('accounts')).json()['error']).toBe('invalid_client');
  });

  it('is answered for nobody’s cache (RFC6749-5.1)', async () => {
    const answer = await client.clientCredentials('accounts');
    expect(answer.header('cache-control')).toBe('no-store');
    expect(answer.header('content-type')).toContain('application/json');
  });

  it('writes no secret into its log', async () => {
    const { tokens, code, pushed: request } = await completeJourney(client, maya);
    const log = server.log.join('\n');
    const secrets = [
      ...Object.values(tokens).filter((value) => typeof value === 'string' && value.length > 40),
      ...[code, request.codeVerifier, request.requestUri, maya.password],
    ] as string[];
    for (const secret of secrets) expect(log).not.toContain(secret);
    expect(log).toContain('client-one');
  });
});
