import { Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import { currentTrace, invalidClient, traceTo } from '@sandbank/oauth';
import { exchange, TestClock } from '@sandbank/testing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GrowingIds } from '../src/exchanges/exchange-id.js';
import {
  Database,
  ExchangeRecorder,
  ExchangeSweeper,
  firstIdOf,
  statement,
  type ExchangeOptions,
  type ExchangeRow,
} from '../src/index.js';
import { gateTo, type Gate } from './gate.js';
import { startTinyServer, type TinyServer } from './tiny-server.js';
import { until } from './until.js';

const grantId = '019ab3c4-7d10-7e3a-9c55-0a1b2c3d4e5f';
const sleep = statement('test.sleep', 'SELECT pg_sleep($1)');

@Controller(':bank/traced')
class TracedController {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What is noted belongs to its own request, whatever that waited for. */
  @Post(':wait')
  async traced(@Param('wait') wait: string, @Req() request: FastifyRequest): Promise<object> {
    request.clientId = `client-${wait}`;
    await this.database.query(sleep, [Number(wait) / 1000]);
    currentTrace()?.runs.push({
      rules: [{ clause: `c-${wait}` }, { clause: 'failed' }],
      passed: 1,
    });
    traceTo({ grantId });
    return { scope: wait };
  }

  @Get('claimed')
  claimed(): never {
    throw invalidClient('no').citing('RFC7523-3-9');
  }
}

const exchanges: ExchangeOptions = {
  server: 'resource-server',
  laneOf: (route) => (route.includes('/things') ? undefined : 'client'),
  funnel: {},
  clientIsKnownSql: `r.client_id = 'client-tally'`,
};

let gate: Gate;
let server: TinyServer;
const clock = new TestClock(new Date('2026-11-21T15:30:00Z'));

beforeAll(async () => {
  server = await startTinyServer({
    ...{ exchanges, clock, controllers: [TracedController] },
    through: async (url) => {
      gate = await gateTo(url);
      return gate.url;
    },
  });
});
afterEach(async () => {
  if (!gate.isOpen()) await gate.open();
  await until(async () => (await ask('/healthz')).status === 200);
  await recorder().flush();
  await server.database.query('TRUNCATE tpp_portal.exchange');
  clock.advance(60);
});
afterAll(async () => {
  await server.stop();
  await gate.close();
});

const recorder = () => server.application.get(ExchangeRecorder);
const ask = (path: string, headers = {}) => exchange(server.url + path, server.tls.ca, { headers });
type StoredRow = ExchangeRow & { readonly detail: { readonly rules: unknown } };
const stored = async () => {
  await recorder().flush();
  return server.database.query<StoredRow>('SELECT * FROM tpp_portal.exchange ORDER BY id');
};
const tokenOf = (clientId: string) => {
  const claims = Buffer.from(JSON.stringify({ client_id: clientId })).toString('base64url');
  return { authorization: `DPoP e30.${claims}.c2ln` };
};

it('keeps what belongs to each of many requests at a time, over what they wait for', async () => {
  const waits = ['40', '5', '20', '1'];
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const post = (wait: string) =>
    exchange(`${server.url}/harbour/traced/${wait}`, server.tls.ca, {
      ...{ method: 'POST', headers, body: 'a=b' },
    });
  await Promise.all(waits.map(post));
  const rows = await stored();
  expect(rows).toHaveLength(waits.length);
  for (const { client_id: client, detail, grant_id: grant } of rows) {
    expect([detail.rules, grant]).toEqual([
      [
        { clause: client.replace('client', 'c'), passed: true },
        { clause: 'failed', passed: false },
      ],
      grantId,
    ]);
  }
});

it('leaves nothing of what is no business of a client, or of nobody that is known', async () => {
  await Promise.all([
    ...[ask('/healthz'), ask('/nowhere'), ask('/harbour/things/1', tokenOf('client-tally'))],
    ...[ask('/harbour/traced/claimed', tokenOf('client-none')), ask('/%00/refused')],
  ]);
  expect(await stored()).toEqual([]);
  await ask('/harbour/traced/claimed', tokenOf('client-tally'));
  expect(await stored()).toMatchObject([
    { client_id: 'client-tally', claimed: true, error: 'invalid_client', clause: 'RFC7523-3-9' },
  ]);
});

it('lets no request wait or fail while the database is gone, and catches up', async () => {
  await gate.close();
  server.log.length = 0;
  expect((await ask('/harbour/refused')).status).toBe(400);
  await until(() => server.log.some((line) => line.includes('exchanges could not be recorded')));
  await ask('/harbour/refused');
  await gate.open();
  await until(async () => (await stored()).length === 2);
});

it('keeps of a flood 300 a minute of a client, 30 of whoever uses its name, and says of how many', async () => {
  const request = (clientId: string | undefined) =>
    ({
      ...{ id: grantId, url: '/harbour/x', method: 'GET', headers: tokenOf('client-tally') },
      ...{ routeOptions: {}, params: {}, clientId, refusal: invalidClient('no') },
    }) as unknown as FastifyRequest;
  const reply = { statusCode: 401, elapsedTime: 1, getHeader: () => undefined };
  for (let count = 0; count < 500; count += 1) {
    recorder().record(request('client-tally'), reply as unknown as FastifyReply);
    recorder().record(request(undefined), reply as unknown as FastifyReply);
  }
  const rows = await stored();
  expect(rows.filter(({ claimed }) => !claimed)).toHaveLength(302);
  expect(rows.filter(({ claimed }) => claimed).length).toBeLessThanOrEqual(33);
  expect(rows.findLast(({ claimed }) => !claimed)).toMatchObject({ suppressed: 99 });
});

it('is forgotten after a week, and not a day sooner', async () => {
  const dayMilliseconds = 86_400_000;
  await server.database.query(
    `INSERT INTO tpp_portal.exchange (id, occurred_at, interaction_id, bank, client_id, claimed, lane, route, status,
       duration_ms, suppressed, detail)
     SELECT id::uuid, now(), gen_random_uuid(), 'harbour', 'c', false, 'client', 'GET /', 200, 1, 0, '{}'
     FROM unnest($1::text[]) id`,
    [[6, 8].map((days) => firstIdOf(new Date(clock.now().getTime() - days * dayMilliseconds)))],
  );
  await server.application.get(ExchangeSweeper).sweep();
  expect(await stored()).toHaveLength(1);
});

it('is kept of one client within bounds, and found without reading what others did', async () => {
  await server.database.query(
    `INSERT INTO tpp_portal.exchange (id, occurred_at, interaction_id, bank, client_id, claimed, lane, route, status,
       duration_ms, suppressed, detail)
     SELECT ('019ab3c4-7d10-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), gen_random_uuid(), 'harbour',
       CASE WHEN n <= 20100 THEN 'client-many' ELSE 'client-' || n END, false, 'client', 'GET /', 200, 1, 0, '{}'
     FROM generate_series(1, 20500) n`,
  );
  clock.set(new Date(parseInt('019ab3c47d10', 16) + 1000));
  await server.application.get(ExchangeSweeper).sweep();
  const [left] = await server.database.query(
    `SELECT count(*)::int AS n, min(right(id::text, 12)) AS first FROM tpp_portal.exchange`,
  );
  expect(left).toEqual({ n: 20_400, first: (101).toString(16).padStart(12, '0') });
  await server.database.query('ANALYZE tpp_portal.exchange');
  for (const condition of ['TRUE', `flow = '${grantId}'`, `grant_id = '${grantId}'`]) {
    const plan = await server.database.query(
      `EXPLAIN SELECT id FROM tpp_portal.exchange WHERE bank = 'harbour' AND client_id = 'client-20200'
         AND id < 'ffffffff-ffff-ffff-ffff-ffffffffffff' AND ${condition} ORDER BY id DESC LIMIT 21`,
    );
    expect(JSON.stringify(plan)).toMatch(/Index (Only )?Scan/);
    expect(JSON.stringify(plan)).not.toMatch(/Seq Scan|Sort/);
  }
});

it('is written by an app that may add and forget, and change nothing', async () => {
  const app = server.database.connect('tppPortal', 1);
  for (const text of [
    'UPDATE tpp_portal.exchange SET status = 200',
    'TRUNCATE tpp_portal.exchange',
  ])
    await expect(app.query({ name: '', text })).rejects.toThrow(/permission denied/);
});

it('has ids that grow from each to the next, whatever the clock does', () => {
  const ids = new GrowingIds();
  const now = new Date('2026-11-21T15:30:00Z');
  const earlier = new Date(now.getTime() - 5000);
  const made = Array.from({ length: 10_000 }, (_, at) => ids.next(at === 5000 ? earlier : now));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});
