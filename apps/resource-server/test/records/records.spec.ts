import { sha256 } from '@sandbank/crypto';
import {
  ExchangeRecorder,
  RejectionRecorder,
  type ExchangePage,
  type WholeExchangeResource,
} from '@sandbank/platform';
import { exchange, type HttpsAnswer, type HttpsRequest } from '@sandbank/testing';
import { EventDelivery } from '../../src/events/delivery/event-delivery.js';
import type { EventsResource } from '../../src/records/recorded-events.service.js';
import { everyPermission, Harness, type Granted } from '../harness.js';

const token = 'records-token-of-a-spec-0123456789-0123456789';
const ofClient = 'harbour/clients/client-tally';

let harness: Harness;
let maya: Granted;

beforeAll(async () => {
  harness = await Harness.start({ SANDBANK_RECORDS_TOKEN_FILE: sha256(token) });
  maya = await harness.grant({
    ...{ customer: 'Maya', accounts: ['Everyday'], permissions: everyPermission },
  });
});
beforeEach(() =>
  harness.test.query('TRUNCATE resource_server.exchange, resource_server.rejection'),
);
afterAll(() => harness.stop());

type Asked = Pick<HttpsRequest, 'method' | 'body'> & { readonly authorization?: string };

async function ask(
  path: string,
  { authorization = `Bearer ${token}`, ...request }: Asked = {},
): Promise<HttpsAnswer> {
  await harness.application.get(ExchangeRecorder).flush();
  await harness.application.get(RejectionRecorder).flush();
  const url = `${harness.baseUrl}/records/${path}`;
  const type = request.body === undefined ? undefined : 'application/json';
  const headers = { authorization, 'content-type': type };
  return exchange(url, harness.tls.ca, { ...request, headers });
}
const read = async <T>(path: string) => (await ask(path)).json<T>();
const exchanges = async (query = '') =>
  (await read<ExchangePage>(`${ofClient}/exchanges${query}`)).exchanges;

it('writes down each call with the grant it stood on, the token taken apart and the rules it met', async () => {
  const answer = await harness.call('/accounts', maya.token);
  const [latest] = await exchanges(`?grant_id=${maya.grantId}&limit=1`);
  expect(latest).toMatchObject({
    ...{ server: 'resource-server', lane: 'client', method: 'GET', status: 200, error: null },
    endpoint: 'open-banking/v4.0/aisp/accounts',
    interaction_id: answer.header('x-fapi-interaction-id'),
    grant_id: maya.grantId,
    claimed: false,
  });
  const whole = await read<WholeExchangeResource>(`${ofClient}/exchanges/${latest!.id}`);
  expect(whole.decoded).toMatchObject([
    { name: 'access_token', payload: { client_id: 'client-tally', grant_id: maya.grantId } },
    { name: 'dpop', payload: { htm: 'GET', htu: `${harness.aisp}/accounts` } },
  ]);
  expect(whole.rules).toContainEqual({
    clause: 'SP-5.3.4-4',
    passed: true,
    summary: expect.any(String),
    specification: 'FAPI 2.0 Security Profile',
  });
  expect(whole.rules.every(({ passed }) => passed)).toBe(true);
  // The structure of the answer is there, and nothing of what it says about the customer.
  const told = JSON.stringify(whole.response.body);
  expect(told).toContain('AccountId');
  const text = JSON.stringify(whole);
  for (const word of ['Maya', 'Everyday', maya.token.split('.')[2]!])
    expect(text).not.toContain(word);
});

it('tells which rule refused, also beside what the client was told', async () => {
  const narrow = await harness.grant({
    ...{ customer: 'Maya', accounts: ['Everyday'], permissions: ['ReadAccountsBasic'] },
  });
  await harness.call('/balances', narrow.token);
  const [refused] = await exchanges();
  expect(refused).toMatchObject({ status: 403, error: 'insufficient_scope', clause: 'SP-5.3.4-4' });
  const whole = await read<WholeExchangeResource>(`${ofClient}/exchanges/${refused!.id}`);
  expect(whole.rules.at(-1)).toMatchObject({ clause: 'SP-5.3.4-4', passed: false });
  const { rejections } = await read<{ rejections: object[] }>(`${ofClient}/rejections`);
  expect(rejections).toMatchObject([{ rule: { clause: 'SP-5.3.4-4' }, status: 403 }]);
});

it('keeps what only claims to be a client apart, and nothing of clients that are not there', async () => {
  await harness.call('/accounts', maya.token);
  const forged = (await harness.token({ client_id: 'client-tally' })).slice(0, -8) + 'AAAAAAAA';
  await harness.call('/accounts', forged);
  expect(await exchanges('?limit=1')).toMatchObject([{ claimed: true, status: 401 }]);
  const invented = (await harness.token({ client_id: 'client-none' })).slice(0, -8) + 'AAAAAAAA';
  await harness.call('/accounts', invented);
  const none = await read<ExchangePage>('harbour/clients/client-none/exchanges');
  expect(none).toEqual({ exchanges: [] });
});

it('is read page by page, forwards as well as backwards', async () => {
  for (let call = 0; call < 4; call += 1) await harness.call('/accounts', maya.token);
  const all = await exchanges();
  const first = await read<ExchangePage>(`${ofClient}/exchanges?limit=2`);
  expect(first.exchanges).toEqual(all.slice(0, 2));
  const next = new URL(first.next!);
  expect(await exchanges(next.search)).toEqual(all.slice(2, 4));
  const after = await exchanges(`?after=${all.at(-1)!.id}&limit=100`);
  expect(after).toEqual(all.slice(0, -1).reverse());
});

it('opens to its token alone, and to no wrong bank, client or query', async () => {
  await harness.call('/accounts', maya.token);
  const [{ id } = { id: '' }] = await exchanges();
  const statuses = async (...paths: string[]) =>
    Promise.all(paths.map(async (path) => (await ask(path)).status));
  expect(
    await statuses(
      `granite/clients/client-tally/exchanges`,
      `harbour/clients/client-other/exchanges/${id}`,
      `${ofClient}/exchanges/${id.replace(/.$/, '0').replace(/^./, '1')}`,
      `${ofClient}/exchanges/%00`,
      `harbour/clients/%00/exchanges`,
      `${ofClient}/exchanges?limit=0`,
      `${ofClient}/exchanges?before=x`,
      `harbour/funnel?since=yesterday`,
      `harbour/rate?step_seconds=1`,
    ),
  ).toEqual([404, 404, 404, 404, 404, 400, 400, 400, 400]);
  for (const authorization of ['Bearer wrong', `Basic ${token}`, `Bearer ${token}x`]) {
    const answer = await ask(`${ofClient}/exchanges`, { authorization });
    expect([answer.status, answer.header('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('Bearer realm="Sandbank records"'),
    ]);
  }
  expect((await ask(`${ofClient}/exchanges`, { method: 'DELETE' })).status).toBe(405);
  // What was refused here is no refusal of the bank's.
  expect(await read('harbour/rejections/top')).toEqual({ rules: [] });
});

it('counts for operators how far flows come, what refuses and how clients fare', async () => {
  const answer = await harness.call('/accounts', maya.token);
  await harness.call('/balances', `${maya.token}x`);
  const { steps } = await read<{ steps: object[] }>('harbour/funnel?since=2026-11-21T00:00:00Z');
  expect(steps).toEqual([{ step: 'call', flows: 1 }]);
  const { clients } = await read<{ clients: object[] }>('harbour/clients');
  expect(clients).toMatchObject([
    { client_id: 'client-tally', refused: 1, median_ms: expect.any(Number) },
  ]);
  const { rules } = await read<{ rules: object[] }>('harbour/rejections/top');
  expect(rules).toMatchObject([{ error: 'invalid_token', count: 1, clients: 1 }]);
  const { points } = await read<{ points: { requests: number; refused: number }[] }>(
    'harbour/rate?since=2026-11-21T15:00:00Z&until=2026-11-21T16:00:00Z&step_seconds=900',
  );
  expect(points).toHaveLength(4);
  const sum = (name: 'requests' | 'refused') => points.reduce((all, point) => all + point[name], 0);
  expect([sum('requests') > 1, sum('refused'), points[3]]).toEqual([
    ...[true, 1],
    { at: '2026-11-21T15:45:00.000Z', requests: 0, refused: 0 },
  ]);
  const id = answer.header('x-fapi-interaction-id');
  const found = await read<{ exchanges: object[] }>(`interactions/${id}`);
  expect(found.exchanges).toMatchObject([{ bank: 'harbour', client_id: 'client-tally' }]);
});

it('shows what a client was told, has it told again and lets its developers test it', async () => {
  const events = `${ofClient}/events`;
  const post = (path: string, body?: object) =>
    ask(path, { method: 'POST', body: JSON.stringify(body ?? {}) });
  expect(await read<EventsResource>(events)).toEqual({ subscription: null, deliveries: [] });
  expect((await post(events)).status).toBe(409);
  await harness.test.query(
    `INSERT INTO resource_server.event_subscription (id, bank_slug, client_id, version, callback_url, created_at, changed_at)
     VALUES (gen_random_uuid(), 'harbour', 'client-tally', '4.0', 'https://localhost:1/events', now(), now())`,
  );
  expect((await post(events, { type: 'urn:other' })).status).toBe(400);
  const fired = await post(events);
  expect(fired.status).toBe(201);
  const { jti } = fired.json<{ jti: string }>();
  const delivery = harness.application.get(EventDelivery);
  await delivery.begin();
  await delivery.settled();
  const tried = await read<EventsResource>(events);
  expect(tried.subscription).toMatchObject({ callback_url: 'https://localhost:1/events' });
  expect(tried.deliveries).toMatchObject([
    { jti, type: 'urn:sandbank:events:test', attempts: 1, last_error: expect.any(String) },
  ]);
  expect((await post(`${events}/${jti}/replay`)).status).toBe(200);
  const again = await read<EventsResource>(events);
  expect(again.deliveries).toMatchObject([{ jti, attempts: 0, delivered_at: null }]);
  const others = `harbour/clients/client-other/events/${jti}/replay`;
  expect((await post(others)).status).toBe(404);
  expect((await post(`${events}/${jti.replace(/^./, 'x')}/replay`)).status).toBe(404);
});
