import { randomUUID } from 'node:crypto';
import { exchangeRow, recordsToken } from '../records/stand-in.js';
import { operatorToken, registrarToken, startConsole, type Console } from './stand-ins.js';

let world: Console;
beforeAll(async () => {
  world = await startConsole();
}, 60_000);
beforeEach(() => {
  world.portal.clock.advance(1);
  for (const server of [world.as, world.rs, world.control, world.directory]) {
    server.answers = {};
    server.asked.length = 0;
  }
});
afterAll(() => world.stop());

const base = '/api/operator/banks/harbour';
const softwareId = randomUUID();
const organisationId = randomUUID();
const standing = (status: string, reason: string | null = null) => ({
  ...{ client_id: 'client-pebble', status, status_reason: reason },
  ...{ status_changed_at: reason && '2026-11-22T10:00:00.000Z', status_changed_by: reason },
});
const metadata = { client_name: 'Pebble', software_id: softwareId };
const ok = (json: object) => ({ status: 200, json });

const tell = (server: 'as' | 'rs', answers: Record<string, object>) => {
  for (const [path, json] of Object.entries(answers))
    world[server].answers[`harbour/${path}`] = ok(json);
};
const withClients = (status = 'active') => {
  const where = '/banks/harbour/clients';
  const listed = { clients: [{ ...standing(status), metadata }] };
  world.control.answers[`GET ${where}`] = ok(listed);
  const shown = { issuer: 'https://x', ...standing(status), ...metadata };
  world.control.answers[`GET ${where}/client-pebble`] = ok(shown);
  world.directory.answers['GET /software'] = ok({
    software: [
      {
        ...{ software_id: softwareId, client_name: 'Pebble', organisation_id: organisationId },
        ...{ organisation_name: 'Pebble Ltd', organisation_status: 'active' },
      },
    ],
  });
};
const acts = async () =>
  (await world.operator.send('/api/operator/acts')).json<{ acts: Record<string, unknown>[] }>()
    .acts;

describe('the overview of a bank', () => {
  const health = { exchanges: 10, refused: 1, median_ms: 8, p95_ms: 30 };
  const told = (server: 'as' | 'rs') => {
    const steps = server === 'as' ? ['par', 'authorize', 'token'] : ['call'];
    const flows = { par: 9, authorize: 7, token: 6, call: 5 } as Record<string, number>;
    tell(server, {
      funnel: { steps: steps.map((step) => ({ step, flows: flows[step] })) },
      rate: { points: [{ at: '2026-11-22T10:00:00.000Z', requests: 4, refused: 1 }] },
      'rejections/top': { rules: [{ clause: 'SP-5.3.2.1-8', error: 'x', count: 3, clients: 1 }] },
      clients: {
        clients: [{ client_id: 'client-pebble', last_at: '2026-11-22T09:00:00.000Z', ...health }],
      },
    });
  };

  it('adds up what both servers tell of one stretch of time, with names and organisations', async () => {
    told('as');
    told('rs');
    withClients();
    const answer = await world.operator.send(`${base}/overview?period=hour`);
    expect(answer.json()).toMatchObject({
      bank: { slug: 'harbour', name: 'Harbour Bank', issuer: expect.any(String) },
      ...{ period: 'hour', stepSeconds: 60, silent: [] },
      steps: [{ flows: 9 }, { flows: 7 }, { flows: 6 }, { flows: 5 }],
      points: [{ requests: 8, refused: 2 }],
      apps: [
        {
          ...{ clientId: 'client-pebble', name: 'Pebble', exchanges: 20, refused: 2 },
          organisation: { name: 'Pebble Ltd', status: 'active' },
          servers: [{ p95Ms: 30 }, { server: 'resource-server' }],
        },
      ],
    });
    const since = world.as.asked.map(({ url }) => url.searchParams.get('since'));
    expect(new Set(since)).toEqual(new Set([answer.json()['since']]));
  });

  it('names who is silent, and shows the rest', async () => {
    told('as');
    const answer = await world.operator.send(`${base}/overview`);
    expect(answer.status).toBe(200);
    const { silent } = answer.json<{ silent: { server: string }[] }>();
    expect(silent.map(({ server }) => server)).toEqual(['resource-server', 'control']);
    expect(answer.json()).toMatchObject({ apps: [{ name: 'client-pebble' }] });
  });

  it('is of banks and periods that there are', async () => {
    const status = async (path: string) => (await world.operator.send(path)).status;
    expect(await status('/api/operator/banks/nowhere/overview')).toBe(404);
    expect(await status(`${base}/overview?period=year`)).toBe(400);
    for (const server of [world.as, world.rs]) {
      const places = ['funnel', 'rate', 'rejections/top', 'clients'];
      server.answers = Object.fromEntries(
        places.map((place) => [`harbour/${place}`, { status: 503 }]),
      );
    }
    expect(await status(`${base}/overview`)).toBe(502);
  });
});

describe('a client', () => {
  it('is frozen for a reason, under the interaction id that both records have', async () => {
    withClients();
    const where = `${base}/clients/client-pebble/status`;
    const path = '/banks/harbour/clients/client-pebble/status';
    world.control.answers[`PUT ${path}`] = ok(standing('frozen', 'stolen keys'));
    withClients('frozen');
    const answer = await world.operator.act('PUT', where, {
      ...{ status: 'frozen', reason: ' stolen keys ' },
    });
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ client: { status: 'frozen', name: 'Pebble' } });
    const order = world.control.asked.find(({ method }) => method === 'PUT');
    expect(JSON.parse(order?.body ?? '')).toEqual({ status: 'frozen', reason: 'stolen keys' });
    const interactionId = answer.header('x-fapi-interaction-id');
    expect(order?.headers['x-fapi-interaction-id']).toBe(interactionId);
    expect((await acts())[0]).toMatchObject({
      ...{ action: 'freeze', bank: 'harbour', subject: 'client-pebble', reason: 'stolen keys' },
      ...{ outcome: 'done', operator: expect.any(String), interactionId },
    });
  });

  it('that the bank does not have is told, and the try is written down', async () => {
    const where = `${base}/clients/${encodeURIComponent('../x')}/status`;
    const body = { status: 'active', reason: 'a mistake' };
    const answer = await world.operator.act('PUT', where, body);
    expect([answer.status, answer.json()['error']]).toEqual([404, 'unknown_here']);
    expect(world.control.asked[0]?.url.pathname).toBe('/banks/harbour/clients/..%2Fx/status');
    expect((await acts())[0]).toMatchObject({ outcome: 'refused', error: 'unknown_here' });
  });

  it.each([{}, { reason: '' }, { reason: 'a\u0000b' }, { reason: 'x'.repeat(201) }, { x: 1 }])(
    'is left alone without a reason that can be kept: %j',
    async (more) => {
      const before = (await acts()).length;
      const where = `${base}/clients/client-pebble/status`;
      const answer = await world.operator.act('PUT', where, { status: 'frozen', ...more });
      expect(answer.status).toBe(400);
      expect(world.control.asked).toEqual([]);
      expect(await acts()).toHaveLength(before);
    },
  );

  it('is shown with what refused it, without what belongs to the protocol', async () => {
    withClients();
    const shared = { server: 'authorization-server', endpoint: 'token', method: 'POST' };
    const rejection = (number: number, error: string) => ({
      ...{ id: exchangeRow(number).id, at: exchangeRow(number).at, ...shared, status: 400, error },
      ...{ interaction_id: randomUUID(), rule: null, expected: null, received: null, fix: null },
      ...{ clock_skew_seconds: null, client_clock_seconds: null, claimed: false, suppressed: 0 },
    });
    const rejections = [rejection(1, 'use_dpop_nonce'), rejection(2, 'invalid_grant')];
    tell('as', { 'clients/client-pebble/rejections': { rejections }, clients: { clients: [] } });
    const answer = await world.operator.send(`${base}/clients/client-pebble`);
    expect(answer.json()).toMatchObject({
      client: { metadata: { software_id: softwareId }, organisation: { name: 'Pebble Ltd' } },
      ...{ health: null, rejections: [{ error: 'invalid_grant' }] },
      silent: [{ server: 'resource-server' }],
    });
    expect(answer.json<{ rejections: object[] }>().rejections).toHaveLength(1);
  });
});

describe('keys', () => {
  it('are rotated one kind at a time', async () => {
    world.control.answers['POST /banks/harbour/keys/rotation'] = ok({ keys: [] });
    const body = { purpose: 'id_token', alg: 'ES256', emergency: true, reason: 'leaked' };
    const answer = await world.operator.act('POST', `${base}/keys/rotation`, body);
    expect([answer.status, answer.json()]).toEqual([200, { keys: [] }]);
    const { reason: _, ...sent } = body;
    expect(JSON.parse(world.control.asked[0]?.body ?? '')).toEqual(sent);
    expect((await acts())[0]).toMatchObject({ action: 'replace-keys', subject: 'id_token ES256' });
    const without = await world.operator.act('POST', `${base}/keys/rotation`, sent);
    expect(without.status).toBe(400);
  });
});

describe('the governance record', () => {
  const path = `${base}/record`;
  it('is passed on as it comes, as a file', async () => {
    const text = '{"format":"sandbank-audit-1"}\n'.repeat(9000);
    world.control.answers['GET /banks/harbour/record'] = { status: 200, text };
    const answer = await world.operator.send(path, {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect([answer.status, answer.body === text]).toEqual([200, true]);
    expect(answer.header('content-disposition')).toMatch(/filename="harbour-record-[-\d]+\.jsonl"/);
    expect((await acts())[0]).toMatchObject({ action: 'export', outcome: 'done' });
  });

  it('is begun by the portal’s own pages alone', async () => {
    for (const site of ['cross-site', 'same-site', 'none']) {
      const answer = await world.operator.send(path, { headers: { 'sec-fetch-site': site } });
      expect([site, answer.status]).toEqual([site, 403]);
    }
    expect(world.control.asked).toEqual([]);
  });
});

describe('what is found without knowing whose it is', () => {
  it('an interaction, at both servers, with what operators did under it', async () => {
    const id = exchangeRow(1).interaction_id;
    const whose = { bank: null, client_id: 'client-pebble' };
    const exchanges = [{ ...exchangeRow(1), ...whose }];
    world.as.answers[`interactions/${id}`] = ok({ exchanges, rejections: [] });
    const answer = await world.operator.send(`/api/operator/interactions/${id.toUpperCase()}`);
    expect(answer.json()).toMatchObject({
      exchanges: [{ client_id: 'client-pebble', title: expect.any(String) }],
      ...{ rejections: [], acts: [], silent: [{ server: 'resource-server' }] },
    });
    const frozen = (await acts()).find(({ action }) => action === 'freeze');
    const itsId = String(frozen?.['interactionId']);
    tell('as', {});
    world.as.answers[`interactions/${itsId}`] = ok({ exchanges: [], rejections: [] });
    const found = await world.operator.send(`/api/operator/interactions/${itsId}`);
    expect(found.json()).toMatchObject({ acts: [{ action: 'freeze' }] });
    const nothing = await world.operator.send('/api/operator/interactions/nonsense');
    expect(nothing.json()).toMatchObject({ exchanges: [], rejections: [] });
  });

  it('certificates that end soon', async () => {
    world.directory.answers['GET /certificates'] = ok({ certificates: [] });
    const answer = await world.operator.send('/api/operator/certificates?days=14');
    const before = new Date(world.portal.clock.now().getTime() + 14 * 86_400_000).toISOString();
    expect(answer.json()).toEqual({ days: 14, before, certificates: [] });
    expect(world.directory.asked[0]?.url.searchParams.get('expiring_before')).toBe(before);
    expect((await world.operator.send('/api/operator/certificates?days=0')).status).toBe(400);
  });
});

it('no token reaches the browser or the log', async () => {
  world.control.answers['GET /banks/harbour/keys'] = { status: 500, json: { error: 'x' } };
  expect((await world.operator.send(`${base}/keys`)).status).toBe(502);
  const seen = world.operator.received.join('') + world.portal.log.join('');
  for (const token of [operatorToken, registrarToken, recordsToken])
    expect(seen).not.toContain(token);
});

// Last, since the control API is gone after it.
it('a record breaks off where the server broke off: nobody takes half of it for all', async () => {
  const text = 'x'.repeat(400_000);
  world.control.answers['GET /banks/harbour/record'] = { status: 200, text, broken: 'half' };
  const download = world.operator.send(`${base}/record`).then(
    ({ status }) => status,
    () => 'broken off',
  );
  for (let tries = 0; tries < 200 && world.control.asked.length === 0; tries += 1) await pause(10);
  await pause(300);
  await world.control.stop();
  expect(await download).toBe('broken off');
  expect((await world.operator.send(`${base}/keys`)).status).toBe(502);
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
