import { randomUUID } from 'node:crypto';
import { ownApplication, type OwnApplication } from './exchanges/own-application.js';
import { recordsStandIn, recordsToken, type RecordsStandIn } from './records/stand-in.js';
import { startPortal, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;
let as: RecordsStandIn;
let rs: RecordsStandIn;
let mine: OwnApplication;
let theirs: OwnApplication;
const place = 'harbour/clients/client-mine';
const [consentId, event] = [randomUUID(), randomUUID()];

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

const consent = (change: object = {}) => ({
  ...{ consent_id: randomUUID(), grant_id: null, type: 'urn:sandbank:account-access:v1' },
  ...{ status: 'AUTHORISED', granted_at: '2026-11-01T10:00:00.000Z', ends_at: null },
  ...{ last_accessed_at: null, summary: 'Balances', ...change },
});
const delivery = {
  ...{ jti: event, type: 'urn:uk:org:openbanking:events:resource-update', attempts: 3 },
  ...{ at: '2026-11-01T10:00:00.000Z', next_attempt_at: '2026-11-01T10:01:00.000Z' },
  ...{ delivered_at: null, dead_at: null, last_error: 'answered 500' },
};
const subscription = { CallbackUrl: 'https://pebble.example/events', EventTypes: [] };
const asked = () =>
  [...as.asked, ...rs.asked].map(({ method, url }) => `${method} ${url.pathname}`);

describe('consents of an application', () => {
  it('are those of its clients at every bank, the latest first; a silent bank is named', async () => {
    const older = consent({ consent_id: consentId });
    const newer = consent({ granted_at: '2026-11-12T10:00:00.000Z' });
    const listed = { status: 200, json: { consents: [older, newer] } };
    as.answers[`${place}/consents`] = listed;
    const told = (await mine.browser.send(`${mine.path}/consents`)).json<{
      consents: { consent_id: string; bank: string }[];
    }>();
    expect(told.consents.map(({ consent_id: id, bank }) => [id, bank])).toEqual([
      [newer.consent_id, 'harbour'],
      [consentId, 'harbour'],
    ]);
    expect(told).toMatchObject({
      silent: [{ bank: 'meadow' }],
      banks: [
        { slug: 'harbour', name: 'Harbour Bank' },
        { slug: 'meadow', name: 'meadow' },
      ],
    });
  });

  it('end at the bank that has them, asked for by their own client', async () => {
    as.answers[`${place}/consents/${consentId}/revocation`] = { status: 204 };
    const path = `${mine.path}/consents/harbour/${consentId}/revocation`;
    expect((await mine.browser.act('POST', path)).status).toBe(204);
    expect(asked()).toEqual([`POST /records/${place}/consents/${consentId}/revocation`]);
  });
});

describe('webhooks of an application', () => {
  it('are told bank by bank: subscription, deliveries, attempts', async () => {
    const events = { subscription, deliveries: [delivery] };
    rs.answers[`${place}/events`] = { status: 200, json: events };
    const none = { subscription: null, deliveries: [] };
    rs.answers['meadow/clients/client-mine-too/events'] = { status: 200, json: none };
    const told = (await mine.browser.send(`${mine.path}/webhooks`)).json();
    expect(told).toEqual({
      clients: [
        { bank: 'harbour', bankName: 'Harbour Bank', clientId: 'client-mine', ...events },
        { bank: 'meadow', bankName: 'meadow', clientId: 'client-mine-too', ...none },
      ],
      silent: [],
    });
  });

  it('are sent again, and tried out, at the bank that is named', async () => {
    rs.answers[`${place}/events/${event}/replay`] = { status: 202, json: {} };
    rs.answers[`${place}/events`] = { status: 201, json: { jti: randomUUID() } };
    const replay = `${mine.path}/webhooks/harbour/events/${event}/replay`;
    expect((await mine.browser.act('POST', replay)).status).toBe(204);
    const fire = `${mine.path}/webhooks/harbour/events`;
    expect((await mine.browser.act('POST', fire, { type: delivery.type })).status).toBe(204);
    expect(asked()).toEqual([
      `POST /records/${place}/events/${event}/replay`,
      `POST /records/${place}/events`,
    ]);
    expect(JSON.parse(rs.asked.at(-1)!.body)).toEqual({ type: delivery.type });
    for (const body of [{}, { type: '' }, { type: 'a b' }, { type: delivery.type, to: 'x' }]) {
      expect((await mine.browser.act('POST', fire, body)).status).toBe(400);
    }
  });
});

describe('nobody else', () => {
  const routes = [
    ['GET', 'consents'],
    ['POST', `consents/harbour/${consentId}/revocation`],
    ['GET', 'webhooks'],
    ['POST', 'webhooks/harbour/events'],
    ['POST', `webhooks/harbour/events/${event}/replay`],
  ] as const;
  const ask = (from: OwnApplication['browser'], path: string, method: 'GET' | 'POST') =>
    method === 'GET' ? from.send(path) : from.act(method, path, { type: delivery.type });

  it.each(routes)(
    '%s …/%s: not a stranger, nor a member of another organisation',
    async (method, below) => {
      const path = `${mine.path}/${below}`;
      expect((await ask(portal.browser(), path, method)).status).toBe(401);
      expect((await ask(theirs.browser, path, method)).status).toBe(404);
      expect(asked()).toEqual([]);
    },
  );

  it('asks about a bank where there is no client, or about what can be no id', async () => {
    for (const below of [
      `consents/coral/${consentId}/revocation`,
      'consents/harbour/no-uuid/revocation',
      `webhooks/coral/events/${event}/replay`,
      'webhooks/harbour/events/..%2f..%2fmeadow/replay',
      'webhooks/coral/events',
    ]) {
      const answer = await ask(mine.browser, `${mine.path}/${below}`, 'POST');
      expect([answer.status, answer.json<{ error: string }>().error]).toEqual([
        404,
        'not_recorded',
      ]);
    }
    expect(asked()).toEqual([]);
  });

  it('changes anything from a page of another site', async () => {
    const answer = await mine.browser.send(
      `${mine.path}/consents/harbour/${consentId}/revocation`,
      {
        method: 'POST',
        headers: { origin: 'https://evil.example' },
      },
    );
    expect(answer.status).toBe(403);
    expect(asked()).toEqual([]);
  });
});
