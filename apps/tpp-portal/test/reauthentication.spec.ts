import { randomUUID } from 'node:crypto';
import { grantedDetails } from './bank/account-data.js';
import type { Answer } from './bank/https-listener.js';
import { portalUrl, startPortal, type Browser, type RunningPortal } from './running-portal.js';

interface BankView {
  readonly connection: { active: boolean; flowId: string; connectedAt: string };
}

let portal: RunningPortal;
let browser: Browser;
let flowId: string;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(async () => {
  portal.bank.manners = {};
  browser = portal.browser();
  ({ flowId } = await browser.connect(portal.bank));
  portal.bank.requests.length = 0;
});

const suspended: Answer = {
  status: 403,
  headers: { 'www-authenticate': 'DPoP error="insufficient_user_authentication"' },
  json: { Code: '403', Message: 'sign in again', Errors: [{ ErrorCode: 'U028' }] },
};
const consentAnswer = (Data: object): Answer => ({
  status: 200,
  json: { Data: { ConsentId: grantedDetails.ConsentId, Status: 'CANC', ...Data } },
});
const waits = consentAnswer({ StatusReason: [{ StatusReasonCode: 'U028' }] });
const refusedRefresh: Answer = { status: 400, json: { error: 'invalid_grant' } };

const accounts = () => browser.send('/api/banks/harbour/accounts');
const signIn = () => browser.act('POST', '/api/banks/harbour/sign-in');
const connection = async () =>
  (await browser.send('/api/banks')).json<{ banks: BankView[] }>().banks[0]!.connection;
const pushed = () => portal.bank.requestsTo('/par').filter(({ form }) => form.has('redirect_uri'));
const begin = async (): Promise<URL> => {
  const started = await signIn();
  expect(started.status).toBe(201);
  return portal.bank.allow(started.json<{ authorizationUrl: string }>().authorizationUrl);
};

describe('a consent that its bank has suspended (U028)', () => {
  it.each<[string, Answer]>([
    ['a challenge', suspended],
    ['an Open Banking body alone', { ...suspended, headers: {} }],
  ])('is told in words where the API says so by %s, and the tokens stay', async (_, resource) => {
    portal.bank.manners = { resource };
    const answer = await accounts();
    expect([answer.status, answer.json()]).toMatchObject([
      409,
      {
        error: 'reauthentication_required',
        message: 'Harbour Bank wants you to sign in again before it goes on sharing.',
        flow_id: flowId,
      },
    ]);
    expect(portal.bank.requestsTo('/token')).toEqual([]);
    portal.bank.manners = {};
    expect((await accounts()).status).toBe(200);
  });

  it('is recognised by the consent when the refresh token is refused for the time being', async () => {
    portal.clock.advance(301);
    portal.bank.manners = { refresh: refusedRefresh, consent: waits };
    expect((await accounts()).json()).toMatchObject({ error: 'reauthentication_required' });
    const asked = portal.bank.requestsTo(`/account-access-consents/${grantedDetails.ConsentId}`);
    expect(asked.at(-1)?.method).toBe('GET');
    const scopes = portal.bank.requestsTo('/token').map(({ form }) => form.get('scope'));
    expect(scopes).toContain('accounts');
    portal.bank.manners = {};
    expect((await accounts()).status).toBe(200);
  });

  it.each<[string, Answer | undefined]>([
    ['has ended', consentAnswer({})],
    ['is still good', consentAnswer({ Status: 'AUTH' })],
    ['is another', consentAnswer({ ConsentId: 'x', StatusReason: [{ StatusReasonCode: 'U028' }] })],
    ['is unknown', undefined],
    ['is told in no way we can read', { status: 200, text: '<html>' }],
  ])('is not taken for one whose consent %s: the permission has ended', async (_, consent) => {
    portal.clock.advance(301);
    portal.bank.manners = { refresh: refusedRefresh, ...(consent && { consent }) };
    expect((await accounts()).json()).toMatchObject({ error: 'reconnect_required' });
    expect((await connection()).active).toBe(false);
    expect((await signIn()).json()).toMatchObject({ error: 'not_connected' });
  });

  it('gives nothing up while the bank does not say how the consent stands', async () => {
    portal.clock.advance(301);
    const torn = { status: 200, text: 'x', broken: 'torn' } as const;
    portal.bank.manners = { refresh: refusedRefresh, consent: torn };
    expect((await accounts()).json()).toMatchObject({ error: 'bank_unavailable' });
    expect((await connection()).active).toBe(true);
  });
});

describe('signing in again', () => {
  it('RFC9396-5 names the consent, and the same connection goes on with other tokens', async () => {
    const before = await connection();
    portal.bank.manners = { resource: suspended };
    await accounts();
    portal.clock.advance(5);
    const callback = await begin();
    const [request] = pushed().slice(-1);
    expect(JSON.parse(request!.form.get('authorization_details')!)).toEqual([
      { type: 'urn:sandbank:account-access:v1', ConsentId: grantedDetails.ConsentId },
    ]);
    expect(request!.form.get('scope')).toBe('openid accounts');
    expect(request!.form.has('grant_management_action')).toBe(false);
    const old = portal.bank.tokensIssued;
    const landing = await browser.comeBack(callback);
    const after = await connection();
    expect(landing).toBe(`/accounts?flow=${after.flowId}&renewed=yes`);
    expect([after.active, after.connectedAt]).toEqual([true, before.connectedAt]);
    expect(after.flowId).not.toBe(before.flowId);
    portal.bank.manners = { refuseTokens: old, refresh: refusedRefresh };
    expect((await accounts()).status).toBe(200);
    expect(portal.bank.revokedTokens).toEqual([]);
  });

  it('is one request for each press: a bank that goes on refusing starts nothing', async () => {
    portal.bank.manners = { resource: suspended };
    await browser.comeBack(await begin());
    const pushes = pushed().length;
    for (let look = 0; look < 3; look += 1) {
      expect((await accounts()).json()).toMatchObject({ error: 'reauthentication_required' });
    }
    expect(pushed()).toHaveLength(pushes);
  });

  it('is refused by rule in honest words, and the connection stays', async () => {
    const error = 'invalid_authorization_details';
    portal.bank.manners = { push: { status: 400, json: { error } } };
    const answer = await signIn();
    expect([answer.status, answer.json()]).toMatchObject([
      409,
      {
        error: 'reauthentication_refused',
        message: expect.stringContaining('does not let this permission be renewed'),
        upstream: { error },
      },
    ]);
    portal.bank.manners = {};
    expect((await accounts()).status).toBe(200);
  });

  it('that the customer or the bank ends leaves the connection as it was', async () => {
    const callback = await begin();
    callback.searchParams.delete('code');
    callback.searchParams.set('error', 'access_denied');
    expect(await browser.comeBack(callback)).toMatch(/^\/journey-error\?flow=[\w-]+&of=sign-in$/);
    expect(await connection()).toMatchObject({ active: true, flowId });
    expect((await accounts()).status).toBe(200);
  });

  it.each<[string, object]>([
    ['another customer', { idToken: { sub: 'somebody-else' } }],
    [
      'another consent',
      { tokenAnswer: { authorization_details: [{ ...grantedDetails, ConsentId: randomUUID() }] } },
    ],
  ])('by %s is not taken', async (_, manners) => {
    const callback = await begin();
    portal.bank.manners = manners;
    expect(await browser.comeBack(callback)).toContain('/journey-error');
    expect(await connection()).toMatchObject({ active: true, flowId });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['disconnected', () => browser.act('DELETE', '/api/banks/harbour/connection')],
    ['connected anew', () => browser.connect(portal.bank)],
  ])('does not bring back what was %s meanwhile', async (_, meanwhile) => {
    const callback = await begin();
    await meanwhile();
    const before = (await browser.send('/api/banks')).body;
    expect(await browser.comeBack(callback)).toContain('/journey-error');
    expect((await browser.send('/api/banks')).body).toBe(before);
  });

  it('SP-5.3.3.1-12 starts from the portal’s own pages alone, for the browser that is connected', async () => {
    const path = '/api/banks/harbour/sign-in';
    for (const headers of [{}, { origin: portalUrl }, { 'x-sandbank-request': '1' }]) {
      const answer = await browser.send(path, { method: 'POST', headers });
      expect([answer.status, answer.json()['error']]).toEqual([403, 'cross_site_request']);
    }
    const stranger = await portal.browser().act('POST', path);
    expect([stranger.status, stranger.json()['error']]).toEqual([404, 'not_connected']);
    expect(pushed()).toEqual([]);
  });
});
