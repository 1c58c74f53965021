import { randomUUID } from 'node:crypto';
import { startPortal, type RunningPortal } from '../running-portal.js';
import {
  exchangeId,
  exchangeRow,
  recordsStandIn,
  recordsToken,
  type RecordsStandIn,
} from '../records/stand-in.js';
import { ownApplication, type OwnApplication } from './own-application.js';

let portal: RunningPortal;
let as: RecordsStandIn;
let rs: RecordsStandIn;
let mine: OwnApplication;
let theirs: OwnApplication;
const place = 'harbour/clients/client-mine';
const flow = randomUUID();
const grant = randomUUID();

beforeAll(async () => {
  as = await recordsStandIn();
  rs = await recordsStandIn();
  portal = await startPortal(1, {
    settings: {
      SANDBANK_AUTHORIZATION_SERVER_URL: as.url,
      SANDBANK_RESOURCE_SERVER_URL: rs.url,
      SANDBANK_RECORDS_TOKEN_FILE: recordsToken,
    },
  });
  mine = await ownApplication(portal, { harbour: 'client-mine', meadow: 'client-mine-too' });
  theirs = await ownApplication(portal, { harbour: 'client-theirs' });
}, 60_000);
beforeEach(() => {
  for (const standIn of [as, rs]) {
    standIn.answers = {};
    standIn.asked.length = 0;
  }
});
afterAll(async () => {
  await portal.stop();
  await as.stop();
  await rs.stop();
});

const rows = (...exchanges: object[]) => ({ status: 200, json: { exchanges } });
const none = rows();
const numbersOf = (told: { exchanges: { id: string }[] }): number[] =>
  told.exchanges.map(({ id }) => Number(id.slice(-12)));

describe('the log of an application', () => {
  it('holds what its own clients did, at every bank, and asks about nobody else', async () => {
    as.answers[`${place}/exchanges`] = rows(
      exchangeRow(9, { status: 401, error: 'invalid_client' }),
      exchangeRow(2, { endpoint: 'interaction/{id}/login', lane: 'browser', method: 'GET' }),
    );
    as.answers['meadow/clients/client-mine-too/exchanges'] = rows(exchangeRow(5));
    rs.answers[`${place}/exchanges`] = rows(
      exchangeRow(7, { server: 'resource-server', endpoint: 'aisp/accounts', method: 'GET' }),
    );
    rs.answers['meadow/clients/client-mine-too/exchanges'] = none;
    const told = (await mine.browser.send(`${mine.path}/exchanges`)).json<{
      exchanges: { id: string; bank: string; title: string }[];
      silent: [];
    }>();
    expect(numbersOf(told)).toEqual([9, 7, 5, 2]);
    expect(told.silent).toEqual([]);
    expect(told.exchanges.map(({ bank, title }) => [bank, title])).toEqual([
      ['harbour', 'Push the authorization request'],
      ['harbour', 'Read the shared accounts'],
      ['meadow', 'Push the authorization request'],
      ['harbour', 'The customer is asked to sign in'],
    ]);
    const asked = [...as.asked, ...rs.asked].map(({ url }) => url.pathname);
    expect(asked.every((path) => /client-mine(-too)?\//.test(path))).toBe(true);
    const only = async (query: string): Promise<number[]> =>
      numbersOf((await mine.browser.send(`${mine.path}/exchanges?${query}`)).json());
    expect(await only('status=refused')).toEqual([9]);
    expect(await only('status=2&server=authorization-server')).toEqual([5, 2]);
    expect(await only('bank=meadow')).toEqual([5]);
    expect(await only('endpoint=Accounts')).toEqual([7]);
    for (const query of ['status=9', 'limit=0', 'before=x', 'server=x', 'interaction_id=1']) {
      const answer = await mine.browser.send(`${mine.path}/exchanges?${query}`);
      expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_request']);
    }
  });

  it('names the server that keeps silent', async () => {
    as.answers[`${place}/exchanges`] = rows(exchangeRow(1));
    as.answers['meadow/clients/client-mine-too/exchanges'] = none;
    const answer = await mine.browser.send(`${mine.path}/exchanges`);
    expect(answer.json()).toMatchObject({ silent: [{ server: 'resource-server' }] });
  });

  it.each([
    'exchanges',
    `exchanges/${exchangeId(1)}`,
    'logs',
    'flows',
    `flows/${flow}`,
    'rejections',
  ])('is not there for anybody else: %s', async (below) => {
    const path = `${mine.path}/${below}`;
    expect((await theirs.browser.send(path)).status).toBe(404);
    expect((await portal.browser().send(path)).status).toBe(401);
    expect(as.asked).toEqual([]);
  });
});

describe('an exchange', () => {
  it('is laid open with what was checked of it, found at whichever server it is', async () => {
    const id = exchangeId(4);
    as.answers[`${place}/exchanges/${id}`] = {
      status: 200,
      json: {
        ...exchangeRow(4, { endpoint: 'token', error: 'invalid_grant', status: 400 }),
        request: {
          path: '/harbour/token',
          headers: { host: 'localhost', dpop: 'sha256:abcdefghijklmnop(500 characters)' },
          parameters: { grant_type: 'refresh_token', scope: 'a b', resource: ['r1', 'r2'] },
        },
        response: { headers: { 'content-type': 'application/json' }, body: { error: 'x' } },
        decoded: [{ name: 'dpop', header: { typ: 'dpop+jwt' }, payload: { htm: 'POST' } }],
        rules: [{ clause: 'RFC6749-10.4', passed: false, summary: 'Only its client.' }],
      },
    };
    const answer = await mine.browser.send(`${mine.path}/exchanges/${id}`);
    expect(answer.json()).toMatchObject({
      bank: 'harbour',
      bankName: 'Harbour Bank',
      title: 'Refresh the access token',
      from: 'client',
      to: 'authorization-server',
      error: 'invalid_grant',
      request: {
        url: `${as.url}/harbour/token`,
        body: {
          mediaType: 'application/x-www-form-urlencoded',
          text: 'grant_type=refresh_token&scope=a%20b&resource=r1&resource=r2',
        },
      },
      response: { status: 400, body: { mediaType: 'application/json' } },
      jwts: [{ where: 'DPoP proof', side: 'request' }],
      checks: [{ clause: 'RFC6749-10.4', what: 'Only its client.', passed: false }],
    });
    const unknown = await mine.browser.send(`${mine.path}/exchanges/${exchangeId(5)}`);
    expect([unknown.status, unknown.json()['error']]).toEqual([404, 'not_recorded']);
  });
});

const opened = (row: ReturnType<typeof exchangeRow>, change: object = {}) => ({
  status: 200,
  json: { ...row, request: { path: `/harbour/${row.endpoint}` }, response: {}, ...change },
});

describe('a flow of an application', () => {
  const push = exchangeRow(1, { flow });
  const decide = exchangeRow(2, {
    ...{ flow, lane: 'browser', endpoint: 'interaction/{id}/consent', grant_id: grant },
  });
  const tokens = exchangeRow(3, { flow, endpoint: 'token', status: 200, grant_id: grant });
  const call = exchangeRow(4, {
    ...{ flow: null, grant_id: grant, server: 'resource-server', endpoint: 'aisp/accounts' },
  });
  const location = 'https://app.example/callback?code=sha256:x&state=10';

  beforeEach(() => {
    const byQuery = (exchanges: { flow: string | null; grant_id: string | null }[]) => (url: URL) =>
      rows(
        ...exchanges.filter(
          (one) =>
            one.flow === (url.searchParams.get('flow') ?? one.flow) &&
            one.grant_id === (url.searchParams.get('grant_id') ?? one.grant_id),
        ),
      );
    as.answers = {
      [`${place}/exchanges`]: byQuery([tokens, decide, push]),
      [`${place}/exchanges/${push.id}`]: opened(push),
      [`${place}/exchanges/${decide.id}`]: opened(decide, {
        response: { headers: { location } },
      }),
      [`${place}/exchanges/${tokens.id}`]: opened(tokens),
      [`${place}/flows`]: {
        status: 200,
        json: {
          flows: [
            {
              ...{ flow, grant_id: grant, started_at: push.at, last_at: call.at, hops: 4 },
              ...{ outcome: 'completed', error: null },
            },
          ],
        },
      },
    };
    rs.answers = {
      [`${place}/exchanges`]: byQuery([call]),
      [`${place}/exchanges/${call.id}`]: opened(call),
    };
  });

  it('is listed, and told hop by hop through all lanes', async () => {
    const list = await mine.browser.send(`${mine.path}/flows`);
    expect(list.json()).toMatchObject({
      flows: [{ flow, bank: 'harbour', bankName: 'Harbour Bank', outcome: 'completed' }],
      silent: [{ message: expect.stringContaining('bank') }],
    });
    const told = (await mine.browser.send(`${mine.path}/flows/${flow}?bank=harbour`)).json<{
      hops: { kind: string; from: string; to: string; url: string }[];
    }>();
    expect(told).toMatchObject({ outcome: 'completed', hopCount: 4, appName: 'Pebble' });
    expect(told.hops.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).toEqual([
      'push client authorization-server',
      'page browser authorization-server',
      'callback browser client',
      'token client authorization-server',
      'resource client resource-server',
    ]);
  });

  it('is told from where its reader stands, and belongs to nobody by guessing', async () => {
    const path = `${mine.path}/flows/${flow}`;
    const after = (known: string) => mine.browser.send(`${path}?after=${known}`);
    const late = (await after(exchangeId(7))).json<{ hops: { id: string }[] }>();
    expect(late).toMatchObject({ hopCount: 4, hops: [] });
    // What a server wrote late is told again; the reader knows hops by their ids.
    const some = (await after(exchangeId(5))).json<{ hops: { id: string }[] }>();
    expect(some.hops.map(({ id }) => id)).toEqual([tokens.id, call.id]);
    for (const wrong of [randomUUID(), 'x', '..%2f..']) {
      const answer = await mine.browser.send(`${mine.path}/flows/${wrong}`);
      expect([answer.status, answer.json()['error']]).toEqual([404, 'unknown_flow']);
    }
  });

  it('is shared as a copy that anybody reads, until it is withdrawn or its time is over', async () => {
    const shares = `${mine.path}/flows/${flow}/shares`;
    const made = await mine.browser.act('POST', shares, { days: 1 });
    expect(made.status).toBe(201);
    const { token, id } = made.json<{ token: string; id: string }>();
    const read = (which = token) => portal.browser().send(`/api/shared-flows/${which}`);
    expect((await read()).json()).toMatchObject({
      ...{ flow, appName: 'Pebble', bankName: 'Harbour Bank', outcome: 'completed' },
      hops: [{ number: 1 }, { number: 2 }, { number: 3 }, { number: 4 }, { number: 5 }],
    });
    const stored = await portal.database.query(`SELECT * FROM tpp_portal.shared_flow`);
    expect(JSON.stringify(stored)).not.toContain(token);
    expect((await mine.browser.send(shares)).json()).toMatchObject({ shares: [{ id }] });
    expect((await theirs.browser.act('DELETE', `${shares}/${id}`)).status).toBe(404);
    const elsewhere = `${theirs.path}/flows/${flow}/shares`;
    expect((await theirs.browser.act('DELETE', `${elsewhere}/${id}`)).status).toBe(404);
    expect((await theirs.browser.send(elsewhere)).json()).toEqual({ shares: [] });
    expect((await read()).status).toBe(200);
    expect((await mine.browser.act('DELETE', `${shares}/${id}`)).status).toBe(204);
    expect((await read()).status).toBe(404);
    const again = (await mine.browser.act('POST', shares, {})).json<{ token: string }>();
    expect((await read(again.token)).status).toBe(200);
    portal.clock.advance(7 * 86_400 + 1);
    expect((await read(again.token)).status).toBe(404);
    portal.clock.advance(-7 * 86_400 - 1);
    expect((await mine.browser.act('POST', shares, { days: 365 })).status).toBe(400);
    expect((await read('%00')).status).toBe(404);
  });
});

describe('an interaction id', () => {
  it('is found in any of the member’s applications, and in nobody else’s', async () => {
    const row = exchangeRow(3);
    as.answers[`${place}/exchanges`] = rows(row);
    as.answers[`${place}/rejections`] = { status: 200, json: { rejections: [] } };
    const path = `/api/interactions/${row.interaction_id}`;
    const told = await mine.browser.send(path);
    expect(told.json()).toMatchObject({
      found: [{ application: { id: mine.id, name: 'Pebble' }, exchanges: [{ id: row.id }] }],
      silent: expect.any(Array),
    });
    as.asked.length = 0;
    expect((await theirs.browser.send(path)).json()).toMatchObject({ found: [] });
    expect(as.asked.map(({ url }) => url.pathname).join()).not.toContain('client-mine');
    expect((await mine.browser.send('/api/interactions/nonsense')).json()).toEqual({
      ...{ found: [], silent: [] },
    });
  });
});
