import { statement } from '@sandbank/platform';
import {
  completeJourney,
  type FapiClient,
  type HttpsAnswer,
  type Journey,
} from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { startBankApis, type BankApi } from './bank-api.js';
import { maya, startServer, type RunningServer } from './running-server.js';

const trials = 200;
const atOnce = 50;

describe('revocation while everything else goes on', () => {
  let server: RunningServer;
  let client: FapiClient;
  let apis: readonly BankApi[];
  let stopApis: () => Promise<void>;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
    ({ apis, stop: stopApis } = await startBankApis(server, 2));
    // From now on the client knows a nonce of each server, and no call is made twice.
    const token = await ownToken();
    for (const api of apis) await api.call(client, token);
  });
  afterAll(async () => {
    await stopApis();
    await server.stop();
  });

  const tokenOf = (answer: HttpsAnswer) => String(answer.json()['access_token']);
  const ownToken = async () => tokenOf(await client.clientCredentials('accounts'));
  const callAll = (token: string) => Promise.all(apis.map((api) => api.call(client, token)));
  const grantOf = async ({ accessToken }: Journey) => {
    const [row] = await server.database.query<{ grant: string; consent: string; token: boolean }>(
      `SELECT g.status AS grant, c.status AS consent, r.revoked_at IS NOT NULL AS token
       FROM consent."grant" g JOIN consent.consent c USING (grant_id)
         JOIN authorization_server.refresh_token r USING (grant_id)
       WHERE grant_id = $1`,
      [decodeJwt(accessToken)['grant_id']],
    );
    return row;
  };

  it('is seen by every resource server from the moment it has returned, in 200 trials of 200 (SP-5.3.4-3)', async () => {
    const seen: number[] = [];
    for (let trial = 0; trial < trials; trial += 1) {
      const token = await ownToken();
      expect((await apis[trial % 2]!.call(client, token)).status).toBe(200);
      expect((await client.revoke(token)).status).toBe(200);
      seen.push(...(await callAll(token)).map(({ status }) => status));
    }
    expect(seen).toEqual(Array<number>(2 * trials).fill(401));
  }, 180_000);

  it('ends also the tokens of refreshes that overtook it: 50 revocations, refreshes and calls at once', async () => {
    const journeys: Journey[] = [];
    for (let each = 0; each < atOnce / 5; each += 1) {
      journeys.push(await completeJourney(client, maya));
    }
    const refreshed: HttpsAnswer[] = [];
    await Promise.all(
      journeys.flatMap((held, at) => {
        const refresh = () =>
          client.refresh(held.refreshToken!).then((answer) => void refreshed.push(answer));
        const first = refresh();
        // Half of the revocations follow a refresh on its heels, the others race with it.
        const revoking = (at % 2 === 0 ? first : Promise.resolve()).then(async () => {
          expect((await client.revoke(held.refreshToken!)).status).toBe(200);
          // It has returned: whatever is still under way, nothing is accepted any more.
          for (const answer of await callAll(held.accessToken)) expect(answer.status).toBe(401);
        });
        const others = [apis[at % 2]!.call(client, held.accessToken), refresh()];
        return [first, revoking, ...others, client.revoke(held.accessToken)];
      }),
    );
    const statuses = refreshed.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect([200, 400]).toEqual(expect.arrayContaining(statuses));
    for (const answer of refreshed.filter(({ status }) => status === 200)) {
      for (const { status } of await callAll(tokenOf(answer))) expect(status).toBe(401);
    }
    for (const held of journeys) {
      expect(await grantOf(held)).toEqual({ grant: 'REVOKED', consent: 'REVOKED', token: true });
      expect((await client.refresh(held.refreshToken!)).status).toBe(400);
    }
  }, 180_000);

  it('that is cut off in the middle leaves nothing done, and done again leaves all of it done', async () => {
    const held = await completeJourney(client, maya);
    const other = server.database.connect('owner', 2);
    await other.transaction(async (transaction) => {
      // Whoever holds the consent stops the revocation halfway: token and grant come first.
      await transaction.query(
        statement('', 'SELECT 1 FROM consent.consent WHERE grant_id = $1 FOR UPDATE'),
        [decodeJwt(held.accessToken)['grant_id']],
      );
      const revoking = client.revoke(held.refreshToken!);
      expect(await cutOff()).toBe(true);
      const answer = await revoking;
      expect(answer.status).toBe(503);
      expect(answer.header('retry-after')).toBe('2');
    });
    expect(await grantOf(held)).toEqual({ grant: 'ACTIVE', consent: 'AUTHORISED', token: false });
    for (const { status } of await callAll(held.accessToken)) expect(status).toBe(200);
    expect((await client.revoke(held.refreshToken!)).status).toBe(200);
    expect(await grantOf(held)).toEqual({ grant: 'REVOKED', consent: 'REVOKED', token: true });
  });

  /** Ends the connection that waits with a revocation, as a process that is killed would. */
  async function cutOff(): Promise<boolean> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const [row] = await server.database.query<{ ended: boolean }>(
        `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'
           AND usename = 'sandbank_authorization_server'`,
      );
      if (row !== undefined) return row.ended;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  }
});
