import { randomUUID } from 'node:crypto';
import { ConsentStore, lodgedSeconds } from '@sandbank/consent';
import { offeredAccounts, authorizationResponse, type FapiClient } from '@sandbank/testing';
import {
  asked,
  asking,
  detailsOf,
  grantClient,
  journey,
} from '../grant-management/grant-clients.js';
import { maya, startServer, theo, type RunningServer } from '../running-server.js';
import { consentOf, errorOf, historyOf, lodge, named } from './lodged.js';

let server: RunningServer;
let client: FapiClient;

beforeAll(async () => {
  server = await startServer();
  client = await grantClient(server, 'client-lodging');
}, 60_000);
afterAll(() => server.stop());
beforeEach(() => server.clock.advance(1));

const clientId = 'client-lodging';
const lodgedByUs = (changes: object = {}) => lodge(server, { clientId, ...changes });

describe('a pushed request that names a lodged consent (RFC 9396 6, two doors)', () => {
  it('makes no other consent; the customer sees what was lodged, and what they allow is its', async () => {
    const consentId = await lodgedByUs({ permissions: ['ReadAccountsBasic', 'ReadPAN'] });
    const [before] = await server.database.query('SELECT count(*) FROM consent.consent');
    const { pushed, page, visitor } = await asked(server, client, asking(named(consentId)));
    expect(await server.database.query('SELECT count(*) FROM consent.consent')).toEqual([before]);
    expect(page.answer.body).toContain('Your full card numbers');
    expect(offeredAccounts(page)).toHaveLength(3);
    const back = await visitor.press(page, 'consent-allow', { accounts: ['acc-2'] });
    const { code } = authorizationResponse(client, pushed, back);
    const tokens = (await client.redeem(code, pushed.codeVerifier)).json();
    expect(detailsOf(tokens)).toEqual([
      {
        type: 'urn:sandbank:account-access:v1',
        locations: [`${server.resourceBase}/aisp`],
        consent: { Permissions: ['ReadAccountsBasic', 'ReadPAN'] },
        ...{ ConsentId: consentId, Status: 'AUTH', AccountIds: ['acc-2'] },
      },
    ]);
    expect(await historyOf(server, consentId)).toMatchObject([
      {
        to_status: 'AWAITING_AUTHORISATION',
        changed_by: `client:${clientId}`,
        surface: 'consents-api',
      },
      { to_status: 'AUTHORISED', changed_by: `customer:${maya.id}`, surface: 'consent-page' },
    ]);
  });

  it('is added to a grant by merge as any other (GM-5.2)', async () => {
    const first = await journey(client, asking({ ...named(await lodgedByUs()) }));
    const grantId = String(first.tokens['grant_id']);
    const consentId = await lodgedByUs();
    const merge = { grant_management_action: 'merge', grant_id: grantId };
    const second = await journey(client, asking(named(consentId), merge));
    expect(second.tokens['grant_id']).toBe(grantId);
    expect(detailsOf(second.tokens)).toHaveLength(2);
    expect((await consentOf(server, consentId)).grant_id).toBe(grantId);
  });

  it.each<readonly [string, () => Promise<string>]>([
    ['nobody lodged', async () => randomUUID()],
    ['another client lodged', () => lodge(server)],
    ['was lodged at another bank', () => lodgedByUs({ bank: 'granite' })],
    ['another push made', () => lodgedByUs({ surface: 'pushed-request' })],
    ['was rejected', () => ended('reject')],
    ['has lapsed', () => lapsed()],
    ['would be over with the yes', () => overByNow()],
    ['its client gave back', () => withdrawn()],
    [
      'is of another type',
      () => lodgedByUs({ requested: { type: 'urn:sandbank:funds-confirmation:v1', consent: {} } }),
    ],
  ])(
    'and that %s is refused in the same words: invalid_authorization_details',
    async (_what, of) => {
      const pushed = await client.push({ parameters: asking(named(await of())) });
      expect(pushed.answer.status).toBe(400);
      expect(pushed.answer.json()).toEqual({
        error: 'invalid_authorization_details',
        error_description:
          'authorization_details/0/ConsentId: names no consent that can be authorised',
        ...('error_uri' in pushed.answer.json() && { error_uri: expect.any(String) }),
      });
    },
  );

  it('explains to developers no more of a stranger than of what never was', async () => {
    const explained = async (consentId: string) => {
      const { answer } = await client.push({ parameters: asking(named(consentId)) });
      await new Promise((resolve) => setTimeout(resolve, 400));
      const [row] = await server.database.query<{ expected: unknown; received: unknown }>(
        'SELECT expected, received FROM authorization_server.rejection WHERE interaction_id = $1',
        [answer.header('x-fapi-interaction-id')],
      );
      return row;
    };
    const stranger = await explained(await lodge(server));
    expect(stranger).toBeDefined();
    expect(stranger).toEqual(await explained(randomUUID()));
    expect(await explained(await ended('reject'))).not.toEqual(stranger);
  });
});

describe('what becomes of a lodged consent', () => {
  it('is rejected when its customer, signed in, says no', async () => {
    const consentId = await lodgedByUs();
    const { page, visitor } = await asked(server, client, asking(named(consentId)));
    expect(errorOf(await visitor.press(page, 'cancel'))).toBe('access_denied');
    expect((await consentOf(server, consentId)).status).toBe('REJECTED');
  });

  it('waits on when a request lapses, is left, or never reaches its customer', async () => {
    const consentId = await lodgedByUs();
    const late = await asked(server, client, asking(named(consentId)));
    server.clock.advance(601);
    expect(errorOf(await late.visitor.press(late.page, 'consent-allow'))).toBe('access_denied');
    const left = await client.push({ parameters: asking(named(consentId)) });
    const first = await late.visitor.open(await client.authorizationUrl(left.requestUri));
    expect(errorOf(await late.visitor.press(first, 'cancel'))).toBe('access_denied');
    await server.service(ConsentStore).expireDue(server.clock.now());
    expect((await consentOf(server, consentId)).status).toBe('AWAITING_AUTHORISATION');
    const again = await journey(client, asking(named(consentId)));
    expect(detailsOf(again.tokens)).toHaveLength(1);
  });

  it('is for the first of two requests; the second ends in a clean error', async () => {
    const consentId = await lodgedByUs();
    const [one, two] = [
      await asked(server, client, asking(named(consentId))),
      await asked(server, client, asking(named(consentId)), theo),
    ];
    const press = ({ visitor, page }: typeof one) =>
      visitor.press(page, 'consent-allow', { accounts: ['acc-1'] });
    const answers = await Promise.all([press(one), press(two)]);
    expect(answers.map(errorOf).toSorted()).toEqual(['access_denied', null]);
    expect((await consentOf(server, consentId)).status).toBe('AUTHORISED');
  });

  it('can be authorised until its 24 hours are over, to the millisecond', async () => {
    for (const [early, error] of [
      [1, null],
      [0, 'access_denied'],
    ] as const) {
      const consentId = await lodgedByUs();
      const until = server.clock.now().getTime() + lodgedSeconds * 1000;
      server.clock.advance(lodgedSeconds - 60);
      const { page, visitor } = await asked(server, client, asking(named(consentId)));
      server.clock.advance((until - early - server.clock.now().getTime()) / 1000);
      const back = await visitor.press(page, 'consent-allow', { accounts: ['acc-1'] });
      expect(errorOf(back)).toBe(error);
    }
  });
});

async function ended(how: 'reject'): Promise<string> {
  const consentId = await lodgedByUs();
  const act = { now: server.clock.now(), by: 'operator:sam', surface: 'operator' } as const;
  await server.service(ConsentStore)[how](consentId, act);
  return consentId;
}

async function lapsed(): Promise<string> {
  const consentId = await lodgedByUs();
  server.clock.advance(lodgedSeconds);
  return consentId;
}

async function overByNow(): Promise<string> {
  const ExpirationDateTime = new Date(server.clock.now().getTime() + 1000).toISOString();
  const consent = { Permissions: ['ReadAccountsBasic'], ExpirationDateTime };
  const { type } = named('');
  const locations = [`${server.resourceBase}/aisp`];
  const consentId = await lodgedByUs({ requested: { type, locations, consent } });
  server.clock.advance(1);
  return consentId;
}

async function withdrawn(): Promise<string> {
  const consentId = await lodgedByUs();
  await server.database.query(`SELECT consent.withdraw_consent($1, 'harbour', $2, $3, NULL)`, [
    ...[consentId, clientId, server.clock.now()],
  ]);
  return consentId;
}
