import { setDefaultCACertificates } from 'node:tls';
import { testTls } from '@sandbank/testing';
import { PortalError } from '../../src/portal-error.js';
import type { PortalSettings } from '../../src/portal-settings.js';
import { OperatorRecordsClient } from '../../src/records/operator-records.client.js';
import { RecordingServers } from '../../src/records/recording-servers.js';
import { RecordsClient } from '../../src/records/records.client.js';
import {
  exchangeId,
  exchangeRow,
  recordsStandIn,
  recordsToken,
  type RecordsStandIn,
} from './stand-in.js';

const mine = { bank: 'harbour', clientId: 'client-1' };
const place = 'harbour/clients/client-1';
let as: RecordsStandIn;
let rs: RecordsStandIn;
let opened: RecordingServers[] = [];

const served = (change: object = {}): RecordingServers => {
  const settings = {
    SANDBANK_AUTHORIZATION_SERVER_URL: as.url,
    SANDBANK_RESOURCE_SERVER_URL: rs.url,
    SANDBANK_RECORDS_TOKEN_FILE: recordsToken,
    SANDBANK_BANK_TIMEOUT_SECONDS: 1,
    ...change,
  } as unknown as PortalSettings;
  const servers = new RecordingServers(settings);
  opened.push(servers);
  return servers;
};

beforeAll(async () => {
  setDefaultCACertificates([(await testTls()).ca]);
  as = await recordsStandIn();
  rs = await recordsStandIn();
}, 30_000);
afterEach(() => {
  for (const servers of opened) servers.onApplicationShutdown();
  opened = [];
  for (const standIn of [as, rs]) {
    standIn.answers = {};
    standIn.asked.length = 0;
  }
});
afterAll(async () => {
  await as.stop();
  await rs.stop();
});

const codeOf = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'answered',
    (error: unknown) => (error instanceof PortalError ? error.code : error),
  );
const numbers = (found: readonly { id: string }[]): number[] =>
  found.map(({ id }) => Number(id.slice(-12)));
const page = (rows: object[], next?: string) => ({ status: 200, json: { exchanges: rows, next } });

describe('the exchanges of a client', () => {
  it('are asked of both servers with the token, and told in one order', async () => {
    const path = `${place}/exchanges`;
    as.answers[path] = page([exchangeRow(9), exchangeRow(4)]);
    rs.answers[path] = page([exchangeRow(7, { server: 'resource-server' }), exchangeRow(3)], 'x');
    const records = new RecordsClient(served());
    const told = await records.exchanges(mine, { limit: 3, before: exchangeId(50), flow: 'f/1' });
    expect(numbers(told.found)).toEqual([9, 7, 4]);
    expect(told).toMatchObject({ hasMore: true, silent: [] });
    for (const { asked } of [as, rs]) {
      expect(Object.fromEntries(asked[0]!.url.searchParams)).toEqual({
        limit: '3',
        before: exchangeId(50),
        flow: 'f/1',
      });
    }
    const later = await records.exchanges(mine, { limit: 10, after: exchangeId(1) });
    expect(numbers(later.found)).toEqual([3, 4, 7, 9]);
  });

  it('are told in part, and say so, when one server is silent, slow or unreadable', async () => {
    const path = `${place}/exchanges`;
    as.answers[path] = page([exchangeRow(1)]);
    for (const answer of [
      { status: 503, text: 'later' },
      { status: 200, text: '<html>' },
      page([{ id: 'x' }]),
      { status: 200, text: '', broken: 'never' as const },
    ]) {
      rs.answers[path] = answer;
      const told = await new RecordsClient(served()).exchanges(mine, { limit: 5 });
      expect(numbers(told.found)).toEqual([1]);
      expect(told.silent).toEqual([
        { server: 'resource-server', message: expect.stringMatching(/resource server .*\.$/) },
      ]);
    }
    const closed = served({ SANDBANK_RESOURCE_SERVER_URL: 'https://localhost:1' });
    expect((await new RecordsClient(closed).exchanges(mine, { limit: 5 })).silent).toHaveLength(1);
  });

  it('are an error with a sentence when nobody answers, or without a token', async () => {
    const closed = { SANDBANK_AUTHORIZATION_SERVER_URL: 'https://localhost:1' };
    const both = served({ ...closed, SANDBANK_RESOURCE_SERVER_URL: 'https://localhost:1' });
    expect(await codeOf(new RecordsClient(both).exchanges(mine, { limit: 5 }))).toBe(
      'records_unavailable',
    );
    const without = served({ SANDBANK_RECORDS_TOKEN_FILE: undefined });
    expect(await codeOf(new RecordsClient(without).flows(mine, { limit: 5 }))).toBe(
      'records_unavailable',
    );
    const wrong = served({ SANDBANK_RECORDS_TOKEN_FILE: 'w'.repeat(43) });
    expect(await codeOf(new RecordsClient(wrong).flows(mine, { limit: 5 }))).toBe(
      'records_unavailable',
    );
    expect(as.asked).toHaveLength(1);
  });

  it('cannot be asked for another client by a strange name', async () => {
    const strange = { bank: 'harbour', clientId: '../other/clients/c?x=#' };
    expect(await codeOf(new RecordsClient(served()).consents(strange))).toBe('not_recorded');
    expect(as.asked[0]!.url.pathname).toBe(
      '/records/harbour/clients/..%2Fother%2Fclients%2Fc%3Fx%3D%23/consents',
    );
  });
});

describe('what else is recorded of a client', () => {
  it('is asked at the server that keeps it', async () => {
    const id = exchangeId(1);
    as.answers = {
      [`${place}/exchanges/${id}`]: {
        status: 200,
        json: { ...exchangeRow(1), request: { path: '/par' }, response: { body: { a: 1 } } },
      },
      [`${place}/consents`]: { status: 200, json: { consents: [] } },
      [`${place}/consents/c1/revocation`]: { status: 409, json: { error: 'invalid_request' } },
    };
    rs.answers = {
      [`${place}/events`]: { status: 200, json: { subscription: null, deliveries: [] } },
      [`${place}/events/j1/replay`]: { status: 204 },
    };
    const records = new RecordsClient(served());
    const detail = await records.exchange('authorization-server', mine, id);
    expect(detail).toMatchObject({ request: { path: '/par', headers: {} }, decoded: [] });
    expect(await records.consents(mine)).toEqual({ consents: [] });
    expect(await records.events(mine)).toMatchObject({ subscription: null });
    await records.replayEvent(mine, 'j1');
    expect(rs.asked.at(-1)).toMatchObject({ method: 'POST', body: '{}' });
    expect(await codeOf(records.revokeConsent(mine, 'c1'))).toBe('bank_refused');
    expect(await codeOf(records.exchange('resource-server', mine, id))).toBe('not_recorded');
  });
});

describe('what is recorded of a bank', () => {
  it('is summed over both servers, or told of each', async () => {
    const health = {
      ...{ client_id: 'client-1', exchanges: 5, refused: 1, last_at: null },
      ...{ median_ms: 3, p95_ms: 9 },
    };
    as.answers = {
      'harbour/funnel': { status: 200, json: { steps: [{ step: 'par', flows: 9 }] } },
      'harbour/rate': { status: 200, json: { points: [{ at: 't1', requests: 2, refused: 1 }] } },
      'harbour/clients': { status: 200, json: { clients: [health] } },
    };
    rs.answers = {
      'harbour/funnel': { status: 200, json: { steps: [{ step: 'call', flows: 4 }] } },
      'harbour/rate': { status: 200, json: { points: [{ at: 't1', requests: 3, refused: 0 }] } },
    };
    const records = new OperatorRecordsClient(served());
    expect(await records.funnel('harbour', {})).toEqual({
      steps: [
        { step: 'par', flows: 9 },
        { step: 'authorize', flows: 0 },
        { step: 'token', flows: 0 },
        { step: 'call', flows: 4 },
      ],
      silent: [],
    });
    expect(await records.rate('harbour', { stepSeconds: 60 })).toEqual({
      points: [{ at: 't1', requests: 5, refused: 1 }],
      silent: [],
    });
    const told = await records.clients('harbour');
    expect(told.clients).toEqual([{ server: 'authorization-server', ...health }]);
    expect(told.silent).toHaveLength(1);
  });
});
