import { randomUUID } from 'node:crypto';
import { invalidRequest } from '@sandbank/oauth';
import { exchange } from '@sandbank/testing';
import type { FastifyRequest } from 'fastify';
import { RejectionRecorder, RejectionSweeper } from '../src/index.js';
import { gateTo, type Gate } from './gate.js';
import { startTinyServer, type TinyServer } from './tiny-server.js';
import { until } from './until.js';

let gate: Gate;
let server: TinyServer;

beforeAll(async () => {
  server = await startTinyServer({
    through: async (url) => {
      gate = await gateTo(url);
      return gate.url;
    },
  });
});
afterEach(async () => {
  if (!gate.isOpen()) await gate.open();
  await until(async () => (await ask('/healthz')).status === 200);
  await server.rejections();
  await server.database.query('TRUNCATE tpp_portal.rejection');
});
afterAll(async () => {
  await server.stop();
  await gate.close();
});

const ask = (path: string) => exchange(server.url + path, server.tls.ca);
const stored = () => server.database.query<{ route: string }>('SELECT * FROM tpp_portal.rejection');

describe('RejectionRecorder', () => {
  it('keeps why a request was refused', async () => {
    const answer = await ask('/harbour/refused');
    expect(await server.rejections()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        occurred_at: expect.anything(),
        interaction_id: answer.header('x-fapi-interaction-id'),
        bank: 'harbour',
        client_id: 'client-tally',
        claimed_client_id: null,
        route: 'GET /:bank/refused',
        status: 400,
        error: 'invalid_grant',
        description: 'the code is ?not? good',
        clause: 'RFC6749-5.2',
        expected: '["a","b"]',
        // Cut within the last character, whose half no database takes.
        received: `${'x'.repeat(499)}\ufffd`,
        clock_skew_seconds: null,
        client_clock_seconds: null,
        suppressed: 0,
      },
    ]);
  });

  it('writes by itself within a moment', async () => {
    await ask('/nowhere');
    await until(async () => (await stored()).length === 1);
    expect(await stored()).toMatchObject([{ route: 'GET unknown', client_id: null, status: 404 }]);
  });

  it('stores whatever a hostile client sent, and loses no other row for it', async () => {
    await Promise.all([ask('/harbour/hostile'), ask('/nowhere')]);
    const rows = await server.rejections();
    expect(rows).toHaveLength(2);
    expect(rows.find(({ route }) => route === 'GET /:bank/hostile')).toMatchObject({
      received: '\ufffd',
      expected: String.raw`{"a":"\udfff"}`,
    });
  });

  it('loses no row for a bank in the path that no database can store', async () => {
    await Promise.all([ask('/%00/refused'), ask('/%00/nowhere'), ask('/harbour/refused')]);
    const banks = (await server.rejections()).map(({ bank }) => bank as string | null);
    expect(banks.sort()).toEqual(['harbour', null, null]);
  });

  it('keeps nothing of what went well', async () => {
    await ask('/healthz');
    expect(await server.rejections()).toEqual([]);
  });

  it('lets no request wait or fail while the database is gone, and catches up', async () => {
    await gate.close();
    server.log.length = 0;
    expect((await ask('/harbour/refused')).status).toBe(400);
    expect((await ask('/healthz')).status).toBe(503);
    await until(() => server.log.some((line) => line.includes('could not be recorded')));
    expect((await ask('/nowhere')).status).toBe(404);
    await gate.open();
    await until(async () => (await stored()).length === 3);
    const routes = (await stored()).map(({ route }) => route).sort();
    expect(routes).toEqual(['GET /:bank/refused', 'GET /healthz', 'GET unknown']);
  });

  it('says once that it is held up, not at every turn', async () => {
    await gate.close();
    server.log.length = 0;
    await ask('/nowhere');
    const recorder = server.application.get(RejectionRecorder);
    for (let turn = 0; turn < 5; turn += 1) await recorder.flush();
    expect(server.log.filter((line) => line.includes('could not be recorded'))).toHaveLength(1);
  });

  it('writes in one turn at a time', () => {
    const recorder = server.application.get(RejectionRecorder);
    expect(recorder.flush()).toBe(recorder.flush());
  });

  it('holds a bounded number of them', async () => {
    await gate.close();
    const recorder = server.application.get(RejectionRecorder);
    for (let client = 0; client < 1100; client += 1) {
      const request = {
        id: randomUUID(),
        url: '/',
        clientId: `client-${client}`,
        method: 'GET',
        headers: {},
      };
      recorder.record(invalidRequest('no'), { ...request, routeOptions: {} } as FastifyRequest);
    }
    await gate.open();
    await until(async () => (await server.rejections()).length > 0);
    expect(await stored()).toHaveLength(1000);
  });

  it('tells who was only claimed to ask, and how far the clocks are apart', async () => {
    const jwt = (claims: object) =>
      `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
    const now = Math.floor(Date.now() / 1000);
    const form = new URLSearchParams({
      client_id: 'client-other',
      client_assertion: jwt({ sub: 'client-tally', iat: now - 90 }),
    });
    await exchange(`${server.url}/harbour/claimed`, server.tls.ca, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: jwt({ iat: now - 89 }),
      },
      body: form.toString(),
    });
    const [row] = await server.rejections();
    expect(row).toMatchObject({ client_id: null, claimed_client_id: 'client-tally' });
    expect(row!['clock_skew_seconds']).toBeLessThan(1100 - now);
    expect(Math.abs(Number(row!['client_clock_seconds']) + 89)).toBeLessThan(20);
  });

  it('tells of a mistyped path below a bank, to the client whose token came along', async () => {
    const claims = Buffer.from(JSON.stringify({ client_id: 'client-tally' })).toString('base64url');
    await exchange(`${server.url}/harbour/acounts`, server.tls.ca, {
      headers: { authorization: `DPoP e30.${claims}.c2ln` },
    });
    expect(await server.rejections()).toMatchObject([
      { bank: 'harbour', claimed_client_id: 'client-tally', route: 'GET unknown', status: 404 },
    ]);
  });

  it('gives up what PostgreSQL refuses, and goes on', async () => {
    await server.database.query(
      `ALTER TABLE tpp_portal.rejection ADD CONSTRAINT test CHECK (status <> 404)`,
    );
    server.log.length = 0;
    await ask('/nowhere');
    expect(await server.rejections()).toEqual([]);
    await server.database.query('ALTER TABLE tpp_portal.rejection DROP CONSTRAINT test');
    await ask('/harbour/refused');
    expect(await server.rejections()).toHaveLength(1);
    expect(server.log.filter((line) => line.includes('could not be recorded'))).toHaveLength(1);
  });

  it('is forgotten after a week, and not a day sooner', async () => {
    await server.database.query(
      `INSERT INTO tpp_portal.rejection (id, occurred_at, interaction_id, route, status, error, description)
       SELECT gen_random_uuid(), now() - interval '1 day' * age, gen_random_uuid(), 'GET /', 400, 'x', age
       FROM unnest(ARRAY[6, 8, 400]) age`,
    );
    await server.application.get(RejectionSweeper).sweep();
    expect(await stored()).toMatchObject([{ description: '6' }]);
  });

  it('is written by an app that may add and forget, and change nothing', async () => {
    const portal = server.database.connect('tppPortal', 1);
    for (const text of [
      'UPDATE tpp_portal.rejection SET status = 200',
      'TRUNCATE tpp_portal.rejection',
    ])
      await expect(portal.query({ name: '', text })).rejects.toThrow(/permission denied/);
  });
});

it('writes the last rejections while it stops', async () => {
  const stopping = await startTinyServer();
  await exchange(`${stopping.url}/nowhere`, stopping.tls.ca);
  await stopping.application.close();
  const [row] = await stopping.database.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM tpp_portal.rejection',
  );
  await stopping.database.drop();
  expect(row).toEqual({ n: 1 });
});
