import { ConsentStore } from '@sandbank/consent';
import {
  authorizationResponse,
  BankVisitor,
  offeredAccounts,
  type FapiClient,
  type Journey,
} from '@sandbank/testing';
import {
  asked,
  asking,
  basics,
  detailsOf,
  grantClient,
  grantIdOf,
  journey,
} from '../grant-management/grant-clients.js';
import { startServer, theo, type RunningServer } from '../running-server.js';
import { consentOf, errorOf, historyOf, named } from './lodged.js';

const clientId = 'client-renewing';
// Less than a refresh token may go unused.
const days = 10;
const daySeconds = 86_400;

let server: RunningServer;
let client: FapiClient;
let agreed: Journey;
let consentId: string;
let agreedAt: Date;

const setDays = (value: number | null) =>
  server.database.query(`UPDATE authorization_server.bank SET reauthentication_days = $1`, [value]);

beforeAll(async () => {
  server = await startServer();
  await setDays(days);
  client = await grantClient(server, clientId);
}, 60_000);
afterAll(() => server.stop());

beforeEach(async () => {
  server.clock.advance(120);
  agreed = await journey(client, asking(basics), () => ['acc-1', 'acc-2']);
  consentId = detailsOf(agreed.tokens)[0]!.ConsentId;
  agreedAt = server.clock.now();
});

const renewal = (parameters: object = {}) => asking(named(consentId), { ...parameters });
const due = () => new Date(agreedAt.getTime() + days * daySeconds * 1000);
const goTo = (moment: Date, milliseconds = 0) =>
  server.clock.advance((moment.getTime() + milliseconds - server.clock.now().getTime()) / 1000);
const sweep = () => server.service(ConsentStore).expireDue(server.clock.now());
const refresh = async () => (await client.refresh(agreed.refreshToken ?? '')).status;

/** The customer signs in again and goes on; resolves to the answer of the token endpoint. */
async function renew(): Promise<Readonly<Record<string, unknown>>> {
  const { pushed, page, visitor } = await asked(server, client, renewal());
  const back = await visitor.press(page, 'consent-allow');
  const { code } = authorizationResponse(client, pushed, back);
  return (await client.redeem(code, pushed.codeVerifier)).json();
}

describe('the clock of a bank that insists on a new sign-in (PSD2 RTS 10)', () => {
  it('suspends access to accounts after its days, to the millisecond, and refresh tokens rest', async () => {
    expect((await consentOf(server, consentId)).reauthenticate_by).toEqual(due());
    goTo(due(), -1);
    await sweep();
    expect(await refresh()).toBe(200);
    goTo(due());
    expect(await refresh()).toBe(400);
    expect(await sweep()).toBe(1);
    expect((await historyOf(server, consentId)).at(-1)).toEqual({
      ...{ to_status: 'SUSPENDED', changed_by: 'clock', surface: 'clock' },
      reason: 'its customer must sign in again',
    });
    expect(await refresh()).toBe(400);
  });

  it('is written down once, however many processes sweep', async () => {
    goTo(due(), -1);
    await sweep();
    goTo(due());
    const swept = await Promise.all(Array.from({ length: 8 }, sweep));
    expect(swept.reduce((sum, each) => sum + each)).toBe(1);
    expect(await historyOf(server, consentId)).toHaveLength(3);
  });

  it('says nothing where the bank does not insist', async () => {
    await setDays(null);
    server.clock.advance(61);
    const other = await journey(client, asking(basics));
    const row = await consentOf(server, detailsOf(other.tokens)[0]!.ConsentId);
    expect(row.reauthenticate_by).toBeNull();
    await setDays(days);
  });
});

describe('a request that names a consent which its customer agreed to', () => {
  it.each([
    ['written down by the sweeper', true],
    ['told by the clock alone', false],
  ])('takes up again what was suspended, %s: same grant, same accounts', async (_what, swept) => {
    goTo(due(), 5 * daySeconds * 1000);
    if (swept) await sweep();
    const tokens = await renew();
    expect(tokens['grant_id']).toBe(grantIdOf(agreed));
    expect(detailsOf(tokens)).toEqual(detailsOf(agreed.tokens));
    expect(await consentOf(server, consentId)).toEqual({
      ...{ status: 'AUTHORISED', grant_id: grantIdOf(agreed), account_ids: ['acc-1', 'acc-2'] },
      reauthenticate_by: new Date(server.clock.now().getTime() + days * daySeconds * 1000),
    });
    expect(await refresh()).toBe(200);
    const history = await historyOf(server, consentId);
    expect(history.slice(2)).toMatchObject([
      { to_status: 'SUSPENDED', changed_by: 'clock' },
      { to_status: 'AUTHORISED', surface: 'consent-page', reason: 'its customer signed in again' },
    ]);
  });

  it('puts the next sign-in off before it is due, and the history tells who', async () => {
    server.clock.advance(3 * daySeconds);
    const tokens = await renew();
    expect(tokens['grant_id']).toBe(grantIdOf(agreed));
    expect((await historyOf(server, consentId)).slice(2)).toMatchObject([
      { to_status: 'SUSPENDED', surface: 'consent-page', reason: 'its customer signs in again' },
      { to_status: 'AUTHORISED', surface: 'consent-page' },
    ]);
    goTo(due());
    await sweep();
    expect((await consentOf(server, consentId)).status).toBe('AUTHORISED');
    expect(await refresh()).toBe(200);
  });

  it('shows what goes on and leaves nothing to choose, not even to a form', async () => {
    const { page, visitor, pushed } = await asked(server, client, renewal());
    const { body } = page.answer;
    expect(body).toContain('asks to go on as you agreed before');
    expect(body).toContain('Account acc-1');
    expect(body).not.toContain('Account acc-3');
    expect(offeredAccounts(page)).toEqual([]);
    const back = await visitor.press(page, 'consent-allow', { accounts: ['acc-3'] });
    const { code } = authorizationResponse(client, pushed, back);
    const tokens = (await client.redeem(code, pushed.codeVerifier)).json();
    expect(detailsOf(tokens)[0]!.AccountIds).toEqual(['acc-1', 'acc-2']);
  });

  it('gives a double click the same answer', async () => {
    const { page, visitor } = await asked(server, client, renewal());
    const answers = await Promise.all([1, 2].map(() => visitor.press(page, 'consent-allow')));
    expect(answers[0]!.url.searchParams.get('code')).toMatch(/./);
    expect(answers[0]!.url.href).toBe(answers[1]!.url.href);
  });

  it('leaves the consent as it was when the customer says no, or nothing', async () => {
    const { page, visitor } = await asked(server, client, renewal());
    expect(errorOf(await visitor.press(page, 'cancel'))).toBe('access_denied');
    expect((await consentOf(server, consentId)).status).toBe('AUTHORISED');
    expect(await refresh()).toBe(200);
  });

  it('tells another customer nothing, on no page: login_required (OIDC Core 3.1.2.6)', async () => {
    const pushed = await client.push({ parameters: renewal() });
    const visitor = new BankVisitor(server.tls.ca);
    const first = await visitor.open(await client.authorizationUrl(pushed.requestUri));
    expect(first.answer.body).toContain('asks to go on with what you agreed to before');
    expect(first.answer.body).not.toMatch(/acc-\d|maya/i);
    const last = await asked(server, client, renewal(), theo);
    expect(errorOf(last.page)).toBe('login_required');
    expect(last.page.url.href).not.toMatch(/acc-\d|maya/i);
    expect(await historyOf(server, consentId)).toHaveLength(2);
  });

  it('comes too late when the consent ends meanwhile: access_denied, and nothing is left of it', async () => {
    const { page, visitor } = await asked(server, client, renewal());
    const act = { now: server.clock.now(), by: 'operator:sam', surface: 'operator' } as const;
    await server.service(ConsentStore).revoke(consentId, act);
    expect(errorOf(await visitor.press(page, 'consent-allow'))).toBe('access_denied');
    expect((await historyOf(server, consentId)).map((row) => row.to_status)).toEqual([
      ...['AWAITING_AUTHORISATION', 'AUTHORISED', 'REVOKED'],
    ]);
  });

  it('does not lift what an operator has suspended, neither before the customer came nor meanwhile', async () => {
    const store = server.service(ConsentStore);
    const act = () =>
      ({ now: server.clock.now(), by: 'operator:sam', surface: 'operator' }) as const;
    const { page, visitor } = await asked(server, client, renewal());
    await store.suspend(consentId, act());
    expect(errorOf(await visitor.press(page, 'consent-allow'))).toBe('access_denied');
    const { answer } = await client.push({ parameters: renewal() });
    expect(answer.json()['error']).toBe('invalid_authorization_details');
    expect((await consentOf(server, consentId)).status).toBe('SUSPENDED');
    await store.resume(consentId, act());
    expect((await renew())['grant_id']).toBe(grantIdOf(agreed));
  });

  it.each<readonly [string, object, string]>([
    ['more scopes', { scope: 'accounts profile' }, 'invalid_scope'],
    ['a change of its grant', { grant_management_action: 'create' }, 'invalid_request'],
  ])('with %s is refused', async (_what, parameters, error) => {
    const { answer } = await client.push({ parameters: renewal(parameters) });
    expect([answer.status, answer.json()['error']]).toEqual([400, error]);
  });

  it('with another customer besides is refused', async () => {
    const open = await journey(client, asking(basics, { scope: 'openid accounts' }));
    consentId = detailsOf(open.tokens)[0]!.ConsentId;
    const parameters = { scope: 'openid accounts', claims: claimsFor(theo.id) };
    const { answer } = await client.push({ parameters: renewal(parameters) });
    expect(answer.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('is refused for a consent that has ended or is of another client', async () => {
    const refused = async (by = client) => {
      const { answer } = await by.push({ parameters: renewal() });
      return answer.json()['error'];
    };
    const other = await grantClient(server, 'client-stranger');
    expect(await refused(other)).toBe('invalid_authorization_details');
    const act = { now: server.clock.now(), by: 'operator:sam', surface: 'operator' } as const;
    await server.service(ConsentStore).revoke(consentId, act);
    expect(await refused()).toBe('invalid_authorization_details');
  });
});

function claimsFor(sub: string): string {
  return JSON.stringify({ id_token: { sub: { value: sub } } });
}
