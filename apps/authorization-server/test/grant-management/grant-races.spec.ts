import { statement } from '@sandbank/platform';
import type { FapiClient, HttpsAnswer } from '@sandbank/testing';
import { startServer, type RunningServer } from '../running-server.js';
import {
  allow,
  approved,
  asked,
  asking,
  basics,
  change,
  detailsOf,
  grantClient,
  grantIdOf,
  journey,
  ownToken,
  query,
  revoke,
  type Asked,
} from './grant-clients.js';

const atOnce = 50;

/** What the database holds of a grant when all is over: it must be one of the legal ends. */
interface End {
  readonly status: string;
  readonly revision: number;
  readonly living: number;
  /** Refresh tokens that are still worth something. */
  readonly tokens: number;
  readonly history: number;
}

describe('races about one grant', () => {
  let server: RunningServer;
  let client: FapiClient;

  beforeAll(async () => {
    server = await startServer();
    client = await grantClient(server, 'client-grants');
    // From now on the client knows a nonce, and no call is made twice.
    await ownToken(client, 'grant_management_query');
  });
  afterAll(() => server.stop());

  const endOf = async (grantId: string): Promise<End> => {
    const [row] = await server.database.query<End & { holes: number }>(
      `SELECT g.status, g.revision,
         (SELECT count(*)::int FROM consent.consent c WHERE c.grant_id = g.grant_id
            AND c.status = 'AUTHORISED') AS living,
         (SELECT count(*)::int FROM authorization_server.refresh_token r WHERE r.grant_id = g.grant_id
            AND r.revoked_at IS NULL AND r.grant_revision = g.revision) AS tokens,
         (SELECT count(*)::int FROM consent.consent_history h JOIN consent.consent c USING (consent_id)
          WHERE c.grant_id = g.grant_id) AS history,
         (SELECT count(*)::int FROM consent.consent c WHERE c.grant_id = g.grant_id AND c.version <>
            (SELECT count(*) FROM consent.consent_history h WHERE h.consent_id = c.consent_id)) AS holes
       FROM consent."grant" g WHERE g.grant_id = $1`,
      [grantId],
    );
    const { holes, ...end } = row!;
    expect(holes).toBe(0);
    return end;
  };
  const codeOf = async (question: Asked, callback: ReturnType<typeof allow>) => {
    const { url } = await callback;
    return { code: url.searchParams.get('code'), error: url.searchParams.get('error'), question };
  };

  it('merge ‖ refresh, 50 at once: each refresh comes before the merge or is refused, and none after', async () => {
    const first = await journey(client, asking(basics));
    const question = await asked(server, client, change('merge', grantIdOf(first)));
    const answers: HttpsAnswer[] = [];
    const refresh = () => client.refresh(first.refreshToken!).then((one) => answers.push(one));
    const early = Array.from({ length: atOnce / 2 }, refresh);
    const merging = approved(client, question);
    const late = Array.from({ length: atOnce / 2 }, refresh);
    const code = await merging;
    // It has returned: whatever is still under way, no refresh that begins now is answered.
    expect((await client.refresh(first.refreshToken!)).json()['error']).toBe('invalid_grant');
    await Promise.all([...early, ...late]);
    for (const answer of answers) {
      if (answer.status !== 200) expect(answer.json()['error']).toBe('invalid_grant');
      // Nobody saw half of a merge.
      else expect(detailsOf(answer.json())).toHaveLength(1);
    }
    const redeemed = await client.redeem(code, question.pushed.codeVerifier);
    expect(detailsOf(redeemed.json())).toHaveLength(2);
    expect(await endOf(grantIdOf(first))).toMatchObject({ revision: 2, living: 2, tokens: 1 });
  }, 60_000);

  it('merge ‖ replace: one after the other, and the tokens of the first are worth nothing', async () => {
    for (let round = 0; round < 10; round += 1) {
      const first = await journey(client, asking(basics));
      const grantId = grantIdOf(first);
      const questions = [
        await asked(server, client, change('merge', grantId)),
        await asked(server, client, change('replace', grantId)),
      ];
      const codes = await Promise.all(questions.map((one) => approved(client, one)));
      const answers = await Promise.all(
        codes.map((code, at) => client.redeem(code, questions[at]!.pushed.codeVerifier)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      const replacedLast = answers[1]?.status === 200;
      expect(await endOf(grantId)).toMatchObject({
        ...{ status: 'ACTIVE', revision: 3, tokens: 1 },
        living: replacedLast ? 1 : 2,
      });
    }
  }, 60_000);

  it('replace ‖ redeem: the code before it is redeemed first, or not at all', async () => {
    for (let round = 0; round < 10; round += 1) {
      const grantId = grantIdOf(await journey(client, asking(basics)));
      const merging = await asked(server, client, change('merge', grantId));
      const replacing = await asked(server, client, change('replace', grantId));
      const code = await approved(client, merging);
      const [answer, second] = await Promise.all([
        client.redeem(code, merging.pushed.codeVerifier),
        approved(client, replacing),
      ]);
      const token = answer.json()['refresh_token'];
      if (answer.status === 200) {
        expect((await client.refresh(String(token))).json()['error']).toBe('invalid_grant');
      } else expect(answer.json()['error']).toBe('invalid_grant');
      const last = await client.redeem(second, replacing.pushed.codeVerifier);
      expect(detailsOf(last.json())).toHaveLength(1);
      expect(await endOf(grantId)).toMatchObject({ revision: 3, living: 1, tokens: 1 });
    }
  }, 60_000);

  it('replace ‖ redeem: a redemption that has begun, and waits for the approval, comes too late', async () => {
    const grantId = grantIdOf(await journey(client, asking(basics)));
    const question = await asked(server, client, change('merge', grantId));
    const code = await approved(client, question);
    const owner = server.database.connect('owner', 2);
    const redeeming = await owner.transaction(async (transaction) => {
      const lock = 'SELECT 1 FROM consent."grant" WHERE grant_id = $1 FOR UPDATE';
      await transaction.query(statement('', lock), [grantId]);
      const answer = client.redeem(code, question.pushed.codeVerifier);
      await waiting();
      const approve = 'UPDATE consent."grant" SET revision = revision + 1 WHERE grant_id = $1';
      await transaction.query(statement('', approve), [grantId]);
      return { answer };
    });
    expect((await redeeming.answer).json()['error']).toBe('invalid_grant');
    expect(await endOf(grantId)).toMatchObject({ status: 'ACTIVE', tokens: 0 });
  });

  it('revoke ‖ redeem ‖ query: the grant ends, and with it whatever was redeemed', async () => {
    for (let round = 0; round < 10; round += 1) {
      const grantId = grantIdOf(await journey(client, asking(basics)));
      const question = await asked(server, client, change('merge', grantId));
      const code = await approved(client, question);
      const [answer, ended, seen] = await Promise.all([
        client.redeem(code, question.pushed.codeVerifier),
        revoke(server, client, grantId),
        query(server, client, grantId),
      ]);
      expect(ended.status).toBe(204);
      expect([200, 404]).toContain(seen.status);
      if (answer.status === 200) {
        const token = String(answer.json()['refresh_token']);
        expect((await client.refresh(token)).json()['error']).toBe('invalid_grant');
      } else expect(answer.json()['error']).toBe('invalid_grant');
      expect(await endOf(grantId)).toMatchObject({ status: 'REVOKED', living: 0 });
    }
  }, 60_000);

  it('approve ‖ revoke: what is added to a grant ends with it, or comes too late', async () => {
    for (let round = 0; round < 10; round += 1) {
      const grantId = grantIdOf(await journey(client, asking(basics)));
      const question = await asked(server, client, change('merge', grantId));
      const [ended, approval] = await Promise.all([
        revoke(server, client, grantId),
        codeOf(question, allow(question)),
      ]);
      expect(ended.status).toBe(204);
      if (approval.code === null) expect(approval.error).toBe('invalid_grant_id');
      else {
        const late = await client.redeem(approval.code, question.pushed.codeVerifier);
        expect(late.json()['error']).toBe('invalid_grant');
      }
      expect(await endOf(grantId)).toMatchObject({ status: 'REVOKED', living: 0, tokens: 0 });
    }
  }, 60_000);

  it('two tabs, one yes each: one answer, one more consent', async () => {
    const grantId = grantIdOf(await journey(client, asking(basics)));
    const question = await asked(server, client, change('merge', grantId));
    const callbacks = await Promise.all([allow(question), allow(question)]);
    const [one, other] = callbacks.map(({ url }) => url.href);
    expect(one).toBe(other);
    expect(await endOf(grantId)).toMatchObject({ revision: 2, living: 2, history: 4 });
  });

  it('50 revocations at once: one ends the grant', async () => {
    const grantId = grantIdOf(await journey(client, asking(basics)));
    const token = await ownToken(client, 'grant_management_revoke');
    const answers = await Promise.all(
      Array.from({ length: atOnce }, () =>
        client.call(`${server.issuer}/grants/${grantId}`, token, { method: 'DELETE' }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(atOnce - 1);
    expect(await endOf(grantId)).toMatchObject({ status: 'REVOKED', living: 0, history: 3 });
  });

  /** Until a statement of the server waits for a lock. */
  async function waiting(): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const [row] = await server.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
           AND wait_event_type = 'Lock' AND usename = 'sandbank_authorization_server'`,
      );
      if (row !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('nobody waits');
  }
});
