import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWK } from 'jose';
import { startPortal, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal(2);
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
  portal.bank.requests.length = 0;
});

const thumbprintOf = (proof: unknown): Promise<string> =>
  calculateJwkThumbprint(decodeProtectedHeader(String(proof)).jwk as JWK);

/** The refresh tokens that were sent with the nonce that the bank wants. */
const refreshes = (): string[] => [
  ...new Set(
    portal.bank
      .requestsTo('/token')
      .filter(({ form }) => form.get('grant_type') === 'refresh_token')
      .map(({ form }) => form.get('refresh_token')!),
  ),
];

describe('the demo app as a FAPI 2.0 client', () => {
  it('SP-5.3.3.2-6 sends client_id and request_uri alone through the browser', async () => {
    const { authorizationUrl } = await portal.browser().start();
    expect([...new URL(authorizationUrl).searchParams.keys()].sort()).toEqual([
      'client_id',
      'request_uri',
    ]);
  });

  it('SP-5.3.3.1-5 names the issuer as one string in its assertions, SP-5.3.3.2-4 and makes PKCE anew', async () => {
    const browser = portal.browser();
    await browser.start();
    await browser.start();
    const pushes = portal.bank.requestsTo('/par');
    const audiences = pushes.map(({ form }) => decodeJwt(form.get('client_assertion')!).aud);
    expect(new Set(audiences)).toEqual(new Set([portal.bank.issuer]));
    const last = pushes.slice(-1)[0]!.form;
    const first = pushes[0]!.form;
    expect(last.get('code_challenge_method')).toBe('S256');
    expect(last.get('code_challenge')).not.toBe(first.get('code_challenge'));
    expect(last.get('nonce')!.length).toBeLessThanOrEqual(64);
    expect(JSON.parse(last.get('authorization_details')!)).toMatchObject([
      { type: 'urn:sandbank:account-access:v1', locations: [`${portal.bank.resourceBase}/aisp`] },
    ]);
  });

  it('connects, reads accounts and spending, and uses one DPoP key with a nonce of each server', async () => {
    const browser = portal.browser();
    const { flowId, landing } = await browser.connect(portal.bank);
    expect(landing).toBe(`/accounts?flow=${flowId}`);
    const accounts = (await browser.send('/api/banks/harbour/accounts')).json();
    expect(accounts).toEqual({
      accounts: [
        expect.objectContaining({
          name: 'Everyday',
          maskedNumber: '••••\u00a05678',
          balance: expect.objectContaining({ amount: '-12.50', currency: 'GBP' }),
          available: expect.objectContaining({ amount: '250.00' }),
        }),
        expect.objectContaining({ name: 'Savings' }),
      ],
    });
    const spending = (await browser.send('/api/banks/harbour/spending')).json<{
      views: { categories: unknown }[];
    }>();
    expect(spending.views[0]!.categories).toEqual([{ category: 'Groceries', spent: '20.40' }]);
    const proofs = portal.bank.requests.flatMap(({ headers }) => headers['dpop'] ?? []);
    expect(new Set(await Promise.all(proofs.map(thumbprintOf))).size).toBe(1);
    const ids = proofs.map((proof) => decodeJwt(proof).jti);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('SP-6.3 takes another DPoP key for every connection', async () => {
    const browser = portal.browser();
    await browser.start();
    await browser.start();
    const proofs = portal.bank.requestsTo('/par').map(({ headers }) => headers['dpop']);
    expect(new Set(await Promise.all(proofs.map(thumbprintOf))).size).toBe(2);
  });

  it('IA-2.2.1 sends a new interaction id with every request', async () => {
    await portal.browser().connect(portal.bank);
    const ids = portal.bank.requests.map(({ headers }) => headers['x-fapi-interaction-id']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('finishes in another process what one process began', async () => {
    const browser = portal.browser(0);
    const { authorizationUrl } = await browser.start();
    browser.copy = 1;
    expect(await browser.comeBack(portal.bank.allow(authorizationUrl))).toMatch(/^\/accounts/);
    browser.copy = 0;
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
  });
});

describe('an access token that is of no use any more', () => {
  it('SP-5.3.3.1-6 is refreshed before it expires, with the refresh token that came last', async () => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    for (let round = 0; round < 2; round += 1) {
      portal.clock.advance(301);
      expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
    }
    expect(new Set(refreshes()).size).toBe(2);
  });

  it('is refreshed once when the API refuses it', async () => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    portal.bank.manners = { refuseTokens: portal.bank.tokensIssued };
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
    expect(refreshes()).toHaveLength(1);
  });

  it('is not refreshed again and again when the API refuses every one', async () => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    portal.bank.manners = { refuseTokens: Infinity };
    const refused = await browser.send('/api/banks/harbour/accounts');
    expect(refused.json()).toMatchObject({ error: 'reconnect_required' });
    expect(refreshes()).toHaveLength(2);
  });

  it('is refreshed by one of several calls at once, in whatever process', async () => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    portal.clock.advance(301);
    const calls = [0, 1, 0, 1].map((copy) => {
      const tab = portal.browser(copy);
      tab.cookie = browser.cookie;
      return tab.send('/api/banks/harbour/accounts');
    });
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(refreshes()).toHaveLength(1);
  });

  it('ends the connection when refreshing is refused, and says how to go on', async () => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    portal.clock.advance(301);
    portal.bank.manners = { refresh: { status: 400, json: { error: 'invalid_grant' } } };
    const refused = await browser.send('/api/banks/harbour/accounts');
    expect(refused.status).toBe(409);
    expect(refused.json()).toMatchObject({ error: 'reconnect_required' });
    const { banks } = (await browser.send('/api/banks')).json<{
      banks: { connection: { active: boolean } }[];
    }>();
    expect(banks[0]!.connection.active).toBe(false);
    portal.bank.manners = {};
    await browser.connect(portal.bank);
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
  });
});
