import { profiles } from '@sandbank/fapi-policy';
import { replayWindowSecondsMax, RingSweeper } from '@sandbank/platform';
import { completeJourney, type FapiClient, type Journey } from '@sandbank/testing';
import { startBankApis, type BankApi } from './bank-api.js';
import { furtherClient } from './further-clients.js';
import { maya, startServer, type RunningServer } from './running-server.js';

describe('POST /revoke (RFC 7009)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let apis: readonly BankApi[];
  let stopApis: () => Promise<void>;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
    ({ apis, stop: stopApis } = await startBankApis(server, 2));
  });
  afterAll(async () => {
    await stopApis();
    await server.stop();
  });

  const journey = (by = client): Promise<Journey> => completeJourney(by, maya);
  const accepted = async (token: string, by = client): Promise<readonly boolean[]> =>
    Promise.all(apis.map(async (api) => (await api.call(by, token)).status === 200));
  const consentOf = async ({ tokens }: Journey) => {
    const [detail] = tokens['authorization_details'] as readonly { ConsentId: string }[];
    const [row] = await server.database.query<{ status: string; reason: string; surface: string }>(
      'SELECT status, reason, surface FROM consent.consent WHERE consent_id = $1',
      [detail?.ConsentId],
    );
    return row;
  };

  it('of a refresh token ends all that came of its authorization, at every server (RFC 7009 2.1)', async () => {
    const held = await journey();
    const refreshed = await client.refresh(held.refreshToken!);
    const tokens = [held.accessToken, String(refreshed.json()['access_token'])];
    for (const token of tokens) expect(await accepted(token)).toEqual([true, true]);
    const answer = await client.revoke(held.refreshToken!);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: '' });
    expect(answer.header('cache-control')).toBe('no-store');
    for (const token of tokens) expect(await accepted(token)).toEqual([false, false]);
    expect((await client.refresh(held.refreshToken!)).json()['error']).toBe('invalid_grant');
    expect(await consentOf(held)).toEqual({
      ...{ status: 'REVOKED', surface: 'token-revocation' },
      reason: 'the app gave its access back',
    });
  });

  it('of an access token ends that token and no other (RFC 7009 2.1)', async () => {
    const held = await journey();
    const other = String((await client.refresh(held.refreshToken!)).json()['access_token']);
    expect((await client.revoke(held.accessToken)).status).toBe(200);
    expect(await accepted(held.accessToken)).toEqual([false, false]);
    expect(await accepted(other)).toEqual([true, true]);
    expect((await client.refresh(held.refreshToken!)).status).toBe(200);
    expect(await consentOf(held)).toMatchObject({ status: 'AUTHORISED' });
  });

  it('of the access token of an app without a refresh token ends its grant: nobody could use it', async () => {
    const modest = await furtherClient(server, 'client-modest', {
      grant_types: ['authorization_code'],
    });
    const held = await journey(modest);
    expect(await accepted(held.accessToken, modest)).toEqual([true, true]);
    await modest.revoke(held.accessToken);
    expect(await accepted(held.accessToken, modest)).toEqual([false, false]);
    expect(await consentOf(held)).toMatchObject({ status: 'REVOKED' });
  });

  it('of a token of the client’s own ends it', async () => {
    const own = String((await client.clientCredentials('accounts')).json()['access_token']);
    expect(await accepted(own)).toEqual([true, true]);
    expect((await client.revoke(own)).status).toBe(200);
    expect(await accepted(own)).toEqual([false, false]);
  });

  it.each(['access_token', 'refresh_token', 'urn:unheard-of', ''])(
    'takes the hint %j for a hint, whatever the token is (RFC 7009 2.1)',
    async (token_type_hint) => {
      const held = await journey();
      const parameters = { token_type_hint };
      expect((await client.revoke(held.accessToken, { parameters })).status).toBe(200);
      expect(await accepted(held.accessToken)).toEqual([false, false]);
      expect((await client.revoke(held.refreshToken!, { parameters })).status).toBe(200);
      expect((await client.refresh(held.refreshToken!)).status).toBe(400);
    },
  );

  it('of a token of another client answers 200, changes nothing and is recorded (RFC 7009 2.2)', async () => {
    const held = await journey();
    const other = await server.client('client-two');
    for (const token of [held.refreshToken!, held.accessToken]) {
      const answer = await other.revoke(token);
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: '' });
      await expect(recorded(answer.header('x-fapi-interaction-id')!)).resolves.toMatchObject({
        ...{ client_id: 'client-two', status: 200, clause: 'RFC7009-2.2' },
      });
    }
    expect(await accepted(held.accessToken)).toEqual([true, true]);
    expect((await client.refresh(held.refreshToken!)).status).toBe(200);
  });

  it.each([
    ['an unknown refresh token', () => 'A'.repeat(51)],
    ['anything', () => 'anything at all'],
    ['a forged access token', () => 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.AAAA'],
  ])('of %s answers 200 (RFC 7009 2.2)', async (_what, token) => {
    expect((await client.revoke(token())).status).toBe(200);
  });

  it('again answers 200 again', async () => {
    const held = await journey();
    for (const token of [held.accessToken, held.accessToken, held.refreshToken!]) {
      expect((await client.revoke(token)).status).toBe(200);
    }
    expect((await client.revoke(held.refreshToken!)).status).toBe(200);
    expect((await client.revoke(held.accessToken)).status).toBe(200);
  });

  it('refuses a request without a token, of nobody, and with an assertion used before', async () => {
    const held = await journey();
    const none = await client.revoke('', { parameters: { token: undefined } });
    expect(none).toMatchObject({ status: 400 });
    expect(none.json()['error']).toBe('invalid_request');
    const nobody = await client.revoke(held.refreshToken!, { assertion: false });
    expect(nobody.status).toBe(401);
    expect(nobody.json()['error']).toBe('invalid_client');
    const assertion = { claims: { jti: 'once' } };
    expect((await client.revoke('unknown', { assertion })).status).toBe(200);
    const replayed = await client.revoke(held.refreshToken!, { assertion });
    expect(replayed.json()['error']).toBe('invalid_client');
    expect((await client.revoke(held.accessToken, { method: 'GET' })).status).toBe(405);
    expect(await accepted(held.accessToken)).toEqual([true, true]);
  });

  it.each([
    ['frozen', `UPDATE authorization_server.client SET status = 'frozen'`],
    ['removed', 'DELETE FROM authorization_server.client'],
  ])('is not needed for a client that was %s: its tokens have ended', async (how, text) => {
    const ended = await furtherClient(server, `client-${how}`);
    const held = await journey(ended);
    const own = String((await ended.clientCredentials('accounts')).json()['access_token']);
    for (const token of [held.accessToken, own]) {
      expect(await accepted(token, ended)).toEqual([true, true]);
    }
    await server.database.query(`${text} WHERE client_id = $1`, [`client-${how}`]);
    for (const token of [held.accessToken, own]) {
      expect(await accepted(token, ended)).toEqual([false, false]);
    }
    expect((await ended.refresh(held.refreshToken!)).json()['error']).toBe('invalid_client');
    if (how === 'removed') return;
    await server.database.query(`UPDATE authorization_server.client SET status = 'active'`);
    expect(await accepted(held.accessToken, ended)).toEqual([true, true]);
  });

  it('is remembered while the token could live, and forgotten after (RFC 7009 2)', async () => {
    const remembered = async () => {
      const [row] = await server.database.query<{ count: string }>(
        'SELECT count(*) FROM consent.revoked_token',
      );
      return Number(row?.count);
    };
    const own = String((await client.clientCredentials('accounts')).json()['access_token']);
    await client.revoke(own);
    const before = await remembered();
    server.clock.advance(299);
    await server.service(RingSweeper).sweep();
    expect(await remembered()).toBe(before);
    expect(await accepted(own)).toEqual([false, false]);
    server.clock.advance(2400);
    await server.service(RingSweeper).sweep();
    expect(await remembered()).toBe(0);
    for (const { limits } of Object.values(profiles)) {
      expect(limits.accessTokenSeconds).toBeLessThanOrEqual(replayWindowSecondsMax);
    }
  });

  async function recorded(interactionId: string): Promise<unknown> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const [row] = await server.database.query(
        `SELECT client_id, status, clause FROM authorization_server.rejection
         WHERE interaction_id = $1`,
        [interactionId],
      );
      if (row !== undefined) return row;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('nothing was recorded');
  }
});
