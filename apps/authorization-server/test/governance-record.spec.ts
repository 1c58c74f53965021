import { decodeJwt } from 'jose';
import { exportLines } from '@sandbank/platform';
import { BankVisitor, completeJourney, type FapiClient } from '@sandbank/testing';
import { CheckpointSweeper } from '../src/audit/checkpoint.sweeper.js';
import type { ExportFrame } from '../src/audit/export.js';
import { carryOut } from '../src/operation/operation.js';
import {
  accountIds,
  maya,
  redirectUri,
  startServer,
  type RunningServer,
} from './running-server.js';

interface Row {
  readonly event: string;
  readonly person: string | null;
  readonly body: Record<string, unknown>;
  readonly data: Record<string, unknown> | null;
}

let server: RunningServer;
let client: FapiClient;

beforeAll(async () => {
  server = await startServer();
  client = await server.client();
}, 60_000);
afterAll(() => server.stop());

const recorded = (where = 'true', values: unknown[] = []) =>
  server.database.query<Row>(
    `SELECT e.event, e.person, e.body, p.data FROM audit.event e
     LEFT JOIN audit.personal p USING (bank, chain, seq) WHERE ${where}
     ORDER BY e.written_by, e.chain, e.seq`,
    values,
  );
const order = (given: object) =>
  carryOut(
    { bank: 'harbour', ...given },
    {
      database: server.database.connect('authorizationServer', 2),
      clock: server.clock,
      secret: Buffer.alloc(32, 7),
      baseUrl: new URL(server.issuer).origin,
      by: 'operator:command',
    },
  );
const agent = { agent_tool: 'budget-assistant/2.1', agent_action: 'Watch my spending' };

describe('the governance record of decisions', () => {
  it('says all of a yes: who, for whom, where, what, by which means, and how it was asked', async () => {
    const { accessToken, pushed } = await completeJourney(client, maya, {
      push: { parameters: agent },
      choose: (all) => all.slice(0, 1),
    });
    const { grant_id: grantId, authorization_details: details } = decodeJwt<{
      grant_id: string;
      authorization_details: { ConsentId: string }[];
    }>(accessToken);
    const [decision, more] = await recorded(
      `e.event = 'authorization.decision' AND e.body ->> 'grant_id' = $1`,
      [grantId],
    );
    expect(more).toBeUndefined();
    expect(decision?.body).toEqual({
      client: 'client-one',
      authorization_server: server.issuer,
      resource_server: server.resourceBase,
      scope: 'openid accounts',
      details: [{ type: 'urn:sandbank:account-access:v1', ConsentId: details[0]!.ConsentId }],
      constraint: { method: 'dpop', thumbprint: expect.stringMatching(/^[\w-]{43}$/) },
      issuer: server.issuer,
      issuer_metadata: {
        source: 'own',
        url: `${server.issuer}/.well-known/openid-configuration`,
      },
      redirect_uri: redirectUri,
      tool: agent.agent_tool,
      action: null,
      surface: 'consent-page',
      decision: 'allowed',
      reason: null,
      status: null,
      endpoint: null,
      interaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      grant_id: grantId,
    });
    expect(decision?.data).toMatchObject({
      ...{ customer_id: maya.id, account_ids: accountIds.slice(0, 1), action: agent.agent_action },
      details: [{ type: 'urn:sandbank:account-access:v1' }],
    });
    expect(pushed.requestUri).not.toBe('');
  });

  it('tells each step of consent, grant and code around it, each once and without the person', async () => {
    const { accessToken } = await completeJourney(client, maya);
    const { grant_id: grantId } = decodeJwt<{ grant_id: string }>(accessToken);
    const rows = await recorded(`e.body ->> 'grant_id' = $1`, [grantId]);
    const told = rows.map(({ event, body }) =>
      `${event} ${(body['to'] as string | undefined) ?? ''}`.trim(),
    );
    expect(told.sort()).toEqual([
      ...['authorization.decision', 'code.redeemed', 'consent.changed AUTHORISED'],
      ...['grant.changed ACTIVE', 'grant.changed UNCLAIMED'],
    ]);
    expect(new Set(rows.map(({ person }) => person)).size).toBe(1);
    expect(JSON.stringify(rows.map(({ body }) => body))).not.toContain(maya.id);
  });

  it('says a no, and where it was said', async () => {
    const pushed = await client.push();
    const visitor = new BankVisitor(client.options.ca);
    const page = await visitor.signIn(await client.authorizationUrl(pushed.requestUri), maya);
    await visitor.press(page, 'cancel');
    const second = await client.push();
    const login = await visitor.open(await client.authorizationUrl(second.requestUri));
    await visitor.press(login, 'cancel');
    const rows = await recorded(
      `e.event = 'authorization.decision' AND e.body ->> 'decision' = 'refused'`,
    );
    expect(rows.map(({ body }) => [body['surface'], body['reason']])).toEqual([
      ['consent-page', 'the customer said no'],
      ['sign-in-page', 'the customer cancelled'],
    ]);
    for (const { body } of rows) expect(body['interaction_id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(rows.map(({ person }) => person !== null)).toEqual([true, false]);
  });

  it('names the call with which a request ended that nobody answered in time', async () => {
    const { requestUri } = await client.push();
    const visitor = new BankVisitor(client.options.ca);
    const login = await visitor.open(await client.authorizationUrl(requestUri));
    server.clock.advance(3600);
    await visitor.press(login, 'login-submit');
    const rows = await recorded(`e.body ->> 'reason' = 'the customer did not answer in time'`);
    expect(rows.map(({ event, body }) => [event, body['interaction_id']])).toEqual([
      ['authorization.decision', expect.stringMatching(/^[0-9a-f-]{36}$/)],
      ['consent.changed', rows[0]?.body['interaction_id']],
    ]);
  });

  it('tells of UserInfo as of every resource, allowed and refused', async () => {
    const { accessToken } = await completeJourney(client, maya);
    const { grant_id: grantId } = decodeJwt<{ grant_id: string }>(accessToken);
    const calls = () =>
      recorded(`e.event = 'resource.access' AND e.body ->> 'grant_id' = $1`, [grantId]);
    const url = `${server.issuer}/userinfo`;
    expect((await client.call(url, accessToken)).status).toBe(200);
    expect((await calls()).map(({ body }) => body)).toMatchObject([
      {
        ...{ decision: 'allowed', resource_server: url, endpoint: 'GET /:bank/userinfo' },
        issuer_metadata: { source: 'own' },
      },
    ]);
    await server.database.query(
      `UPDATE consent."grant" SET status = 'REVOKED', updated_at = now() WHERE grant_id = $1`,
      [grantId],
    );
    expect((await client.call(url, accessToken)).status).toBe(401);
    expect((await calls()).map(({ body }) => body['decision'])).toEqual(['allowed', 'refused']);
  });

  it('refuses a tool or an action that is no line of text', async () => {
    for (const parameters of [{ agent_tool: 'x'.repeat(141) }, { agent_action: 'a\u202eb' }]) {
      const { answer } = await client.push({ parameters });
      expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_request']);
    }
  });

  it('tells who froze a client, and that it may act again', async () => {
    await order({ operation: 'client.freeze', client_id: 'client-two', reason: 'a theft' });
    await order({ operation: 'client.thaw', client_id: 'client-two' });
    const rows = await recorded(
      `e.event = 'client.changed' AND e.body ->> 'client' = 'client-two'`,
    );
    expect(rows.map(({ body }) => [body['change'], body['to'], body['reason']])).toEqual([
      ['registered', 'active', null],
      ['status', 'frozen', 'a theft'],
      ['status', 'active', null],
    ]);
  });
});

describe('the checkpoints', () => {
  it('are one line of them, though two servers and an export make them at once', async () => {
    await server.another();
    const other = await server.client();
    await Promise.all([
      ...Array.from({ length: 5 }, () => completeJourney(other, maya)),
      ...Array.from({ length: 5 }, () => server.service(CheckpointSweeper).sweep()),
      order({ operation: 'audit.export' }),
    ]);
    const frame = (await order({ operation: 'audit.export' })) as ExportFrame;
    const [{ n: records } = { n: '' }] = await server.database.query<{ n: string }>(
      `SELECT count(*) AS n FROM audit.event WHERE bank = 'harbour'`,
    );
    const lines: string[] = [];
    const auditor = server.database.url('auditor');
    for await (const line of exportLines(auditor, 'harbour', frame.checkpoint)) lines.push(line);
    expect(lines.filter((line) => line.includes('"seq"'))).toHaveLength(Number(records));
    expect(lines.filter((line) => line.startsWith('{"checkpoint"'))).toHaveLength(frame.checkpoint);
    expect(frame.checkpoint).toBeGreaterThan(1);
  }, 60_000);

  it('are signed with a key of the bank that signs nothing else', async () => {
    const frame = (await order({ operation: 'audit.export' })) as ExportFrame;
    const { keys } = JSON.parse(frame.header) as { keys: { kid: string }[] };
    const published = JSON.parse(await (await fetch(`${server.issuer}/jwks`)).text()) as {
      keys: { kid: string }[];
    };
    expect(keys).toHaveLength(1);
    expect(published.keys.map(({ kid }) => kid)).toContain(keys[0]!.kid);
  });

  it('stay whole when a person is erased, whose data are then nowhere in the record', async () => {
    await completeJourney(client, maya);
    const { records } = (await order({ operation: 'audit.erase', username: 'maya' })) as {
      records: number;
    };
    expect(records).toBeGreaterThan(5);
    const frame = (await order({ operation: 'audit.export' })) as ExportFrame;
    const lines: string[] = [];
    const auditor = server.database.url('auditor');
    for await (const line of exportLines(auditor, 'harbour', frame.checkpoint)) lines.push(line);
    expect(lines.join('\n')).not.toContain(maya.id);
    expect(lines.join('\n')).toContain('person.erased');
    expect(await order({ operation: 'audit.erase', username: 'maya' })).toEqual({ records: 0 });
  });
});
