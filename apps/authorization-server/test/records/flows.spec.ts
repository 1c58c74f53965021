import { sha256 } from '@sandbank/crypto';
import {
  ExchangeRecorder,
  RejectionRecorder,
  type ExchangePage,
  type WholeExchangeResource,
} from '@sandbank/platform';
import { completeJourney, exchange, type FapiClient } from '@sandbank/testing';
import type { FlowPage } from '../../src/records/flows.controller.js';
import type { ConsentResource } from '../../src/records/recorded-consents.service.js';
import { maya, startServer, type RunningServer } from '../running-server.js';

const token = 'records-token-of-a-spec-0123456789-0123456789';
const ofClient = 'harbour/clients/client-one';

let server: RunningServer;
let client: FapiClient;

beforeAll(async () => {
  server = await startServer({ SANDBANK_RECORDS_TOKEN_FILE: sha256(token) });
  client = await server.client();
});
beforeEach(() => server.database.query('TRUNCATE authorization_server.exchange'));
afterAll(() => server.stop());

async function ask(path: string, method = 'GET') {
  await server.service(ExchangeRecorder).flush();
  await server.service(RejectionRecorder).flush();
  const url = `${new URL(server.issuer).origin}/records/${path}`;
  return exchange(url, server.tls.ca, { method, headers: { authorization: `Bearer ${token}` } });
}
const read = async <T>(path: string) => (await ask(path)).json<T>();
const flows = async (query = '') => (await read<FlowPage>(`${ofClient}/flows${query}`)).flows;
const oldestFirst = 'limit=100&after=00000000-0000-7000-8000-000000000000';
const hopsOf = async (flow: string) =>
  (await read<ExchangePage>(`${ofClient}/exchanges?flow=${flow}&${oldestFirst}`)).exchanges;
const whole = (id: string) => read<WholeExchangeResource>(`${ofClient}/exchanges/${id}`);

describe('a journey, in the records of the authorization server', () => {
  it('is one flow from the pushed request to the tokens', async () => {
    const { tokens } = await completeJourney(client, maya);
    const [flow] = await flows();
    const grantId = tokens['grant_id'];
    expect(flow).toMatchObject({ outcome: 'completed', error: null, grant_id: grantId });
    const hops = await hopsOf(flow!.flow);
    expect(flow!.hops).toBe(hops.length);
    expect(hops.map(({ lane, method, endpoint }) => `${lane} ${method} ${endpoint}`)).toEqual([
      'client POST pushed_authorization_request',
      'browser GET authorization',
      ...['GET', 'POST'].map((method) => `browser ${method} interaction/{id}/login`),
      ...['GET', 'POST'].map((method) => `browser ${method} interaction/{id}/code`),
      ...['GET', 'POST'].map((method) => `browser ${method} interaction/{id}/consent`),
      'client POST token',
    ]);
    expect(hops.slice(-2).map(({ grant_id: id }) => id)).toEqual([grantId, grantId]);
    const { steps } = await read<{ steps: object[] }>('harbour/funnel');
    expect(steps).toEqual(['par', 'authorize', 'token'].map((step) => ({ step, flows: 1 })));
  });

  it('shows what was sent and answered, tokens taken apart, each rule with its outcome', async () => {
    await completeJourney(client, maya);
    const [flow] = await flows();
    const hops = await hopsOf(flow!.flow);
    const pushed = await whole(hops[0]!.id);
    expect(pushed.request.parameters).toMatchObject({
      redirect_uri: client.options.redirectUri,
      client_assertion: expect.stringMatching(/^sha256:/),
    });
    expect(pushed.response.body).toMatchObject({
      request_uri: expect.stringMatching(/^sha256:/),
      expires_in: 90,
    });
    expect(pushed.decoded.map(({ name }) => name)).toEqual(['dpop', 'client_assertion']);
    expect(pushed.rules).toContainEqual(
      expect.objectContaining({ clause: 'SP-5.3.2.1-8', passed: true }),
    );
    const exchanged = await whole(hops.at(-1)!.id);
    expect(exchanged.decoded).toMatchObject([
      { name: 'dpop', payload: { htm: 'POST', jti: expect.stringMatching(/^sha256:/) } },
      { name: 'client_assertion', payload: { aud: server.issuer, iss: 'client-one' } },
      { name: 'access_token', header: { typ: 'at+jwt' }, payload: { client_id: 'client-one' } },
      { name: 'id_token', payload: { aud: 'client-one' } },
    ]);
    expect(exchanged.timings.duration_ms).toBeGreaterThan(0);
  });

  it('keeps no secret of it, and of the pages the way alone', async () => {
    const { pushed, code, tokens } = await completeJourney(client, maya);
    const [flow] = await flows();
    await hopsOf(flow!.flow);
    const rows = await server.database.query('SELECT * FROM authorization_server.exchange');
    const stored = JSON.stringify(rows);
    const secrets = [
      ...[pushed.requestUri, pushed.codeVerifier, pushed.state, pushed.nonce, code],
      ...[maya.password, encodeURIComponent(maya.password), maya.password.replace(' ', '+')],
      ...['access_token', 'refresh_token', 'id_token'].map((name) => String(tokens[name])),
      ...['access_token', 'id_token'].map((name) => String(tokens[name]).split('.')[2]!),
    ];
    for (const secret of secrets) expect(stored).not.toContain(secret);
    const pages = await server.database.query<{ detail: WholeExchangeResource }>(
      `SELECT detail FROM authorization_server.exchange WHERE lane = 'browser' AND route LIKE '%interaction%'`,
    );
    for (const { detail } of pages) {
      expect(detail.request).toEqual({
        path: expect.stringContaining('/harbour/interaction/:id/'),
        headers: {},
      });
      expect(detail.response.body).toBeUndefined();
    }
  });

  it('waits until its customer comes, and a claim of another client is none of it', async () => {
    const pushed = await client.push();
    expect((await flows()).map(({ outcome }) => outcome)).toEqual(['pending']);
    const url = await client.authorizationUrl(pushed.requestUri);
    url.searchParams.set('client_id', 'client-two');
    expect((await exchange(url, server.tls.ca)).status).toBe(400);
    // Whoever only names another client leaves nothing with it but a claim.
    const { exchanges } = await read<ExchangePage>('harbour/clients/client-two/exchanges');
    expect(exchanges).toMatchObject([
      { claimed: true, lane: 'browser', endpoint: 'authorization' },
    ]);
  });

  it('is refused at once where the pushed request is, also by whom it only claims to be', async () => {
    await client.push({ parameters: { response_type: 'token' } });
    await client.push({ assertion: { claims: { aud: `${server.issuer}/token` } } });
    const [claimed, refused] = await flows();
    expect(refused).toMatchObject({ outcome: 'refused', hops: 1, error: expect.any(String) });
    expect(claimed).toMatchObject({ outcome: 'refused', error: 'invalid_client' });
    const [hop] = await hopsOf(claimed!.flow);
    expect(hop).toMatchObject({ claimed: true, clause: 'SP-5.3.2.1-8' });
    const { rules, decoded } = await whole(hop!.id);
    expect(rules.at(-1)).toMatchObject({ clause: 'SP-5.3.2.1-8', passed: false });
    expect(rules.slice(0, -1).every(({ passed }) => passed)).toBe(true);
    expect(decoded.at(-1)).toMatchObject({ payload: { aud: `${server.issuer}/token` } });
    const [first] = await flows('?limit=1');
    expect(await flows(`?before=${first!.flow}`)).toEqual([refused]);
  });

  it('leaves nothing of a client that no bank knows', async () => {
    await client.push({
      assertion: { claims: { sub: 'client-none', iss: 'client-none' } },
      parameters: { client_id: 'client-none' },
    });
    const rows = await server.database.query<{ client_id: string }>(
      'SELECT client_id FROM authorization_server.exchange',
    );
    expect(rows.filter(({ client_id: id }) => id === 'client-none')).toEqual([]);
  });
});

describe('the consents of a client', () => {
  const consents = async (query = '') =>
    (await read<{ consents: ConsentResource[] }>(`${ofClient}/consents${query}`)).consents;

  it('are told with their state, and given back by its developers in its name', async () => {
    server.clock.advance(1);
    const { tokens, refreshToken = '' } = await completeJourney(client, maya);
    const [consent] = await consents('?limit=1');
    expect(consent).toMatchObject({
      grant_id: tokens['grant_id'],
      ...{ status: 'AUTHORISED', type: 'urn:sandbank:account-access:v1' },
      ...{ granted_at: expect.any(String), ends_at: expect.any(String), last_accessed_at: null },
      summary: 'Your Account Details, Your Account Transactions',
    });
    const path = `${consent!.consent_id}/revocation`;
    expect((await ask(`harbour/clients/client-two/consents/${path}`, 'POST')).status).toBe(404);
    expect((await ask(`granite/clients/client-one/consents/${path}`, 'POST')).status).toBe(404);
    expect((await ask(`${ofClient}/consents/none/revocation`, 'POST')).status).toBe(404);
    expect((await ask(`${ofClient}/consents/${path}`, 'POST')).status).toBe(200);
    expect((await ask(`${ofClient}/consents/${path}`, 'POST')).status).toBe(409);
    expect(await consents('?limit=1')).toMatchObject([{ status: 'REVOKED' }]);
    const history = await server.database.query(
      `SELECT changed_by, surface, reason FROM consent.consent_history WHERE consent_id = $1 ORDER BY version DESC LIMIT 1`,
      [consent!.consent_id],
    );
    expect(history).toEqual([
      {
        ...{ changed_by: 'client:client-one', surface: 'consents-api' },
        reason: 'the app’s developers gave it back',
      },
    ]);
    expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
  });
});
