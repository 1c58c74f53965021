import { drive } from '../drive.js';
import { startPortal, type RunningPortal } from '../running-portal.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
});

describe('an authorization response', () => {
  it('as it should be ends with data', async () => {
    const { outcome, tokenRequests, resourceCalls } = await drive(portal);
    expect(outcome).toMatchObject({ status: 'connected', resource: { status: 200 } });
    expect([tokenRequests > 0, resourceCalls > 0]).toEqual([true, true]);
  });

  const asItIs = (): void => {};

  it.each<[string, Record<string, string | undefined>, (callback: URL) => void]>([
    ['SP-5.3.3.2-5 without iss', { iss: undefined }, asItIs],
    ['SP-5.3.3.2-5 with an empty iss', { iss: '' }, asItIs],
    ['SP-5.3.3.2-5 with another iss', { iss: 'https://attacker.example' }, asItIs],
    ['with iss twice', {}, (url) => url.searchParams.append('iss', url.searchParams.get('iss')!)],
    [
      'with another iss behind the right one',
      {},
      (url) => url.searchParams.append('iss', 'https://a.example'),
    ],
    ['with code twice', {}, (url) => url.searchParams.append('code', 'another')],
    ['with state twice', {}, (url) => url.searchParams.append('state', 'another')],
    ['with a parameter nobody knows, twice', {}, (url) => (url.search = `${url.search}&x=1&x=2`)],
    ['without a code', { code: undefined }, asItIs],
    ['with an empty code', { code: '' }, asItIs],
    ['with an ID token beside the code', {}, (url) => url.searchParams.set('id_token', 'a.b.c')],
    ['in a JWT', {}, (url) => url.searchParams.set('response', 'a.b.c')],
    ['with an error beside the code', {}, (url) => url.searchParams.set('error', 'server_error')],
  ])('%s is followed by no token request', async (_, change, spoil) => {
    const driven = await drive(portal, change, spoil);
    expect(driven).toMatchObject({ tokenRequests: 0, resourceCalls: 0 });
    expect(driven.outcome).toMatchObject({ status: 'failed', error: expect.any(String) });
  });

  it.each([
    ['without state', { state: undefined }],
    ['with another state', { state: 'c3RhdGUtdGhhdC1ub2JvZHktbWFkZS1ldmVyLWV2ZXI' }],
  ])('RFC 9700 2.1 %s is followed by no token request', async (_, change) => {
    const driven = await drive(portal, change);
    expect(driven.landing).toBe('/journey-error?reason=unknown_state');
    expect(driven).toMatchObject({ tokenRequests: 0, resourceCalls: 0 });
  });

  it('SP-6.4 is taken once: a second code for the same state finds no verifier', async () => {
    const browser = portal.browser();
    let callback = new URL('https://portal.example/');
    await drive(portal, {}, (url) => (callback = new URL(url)), browser);
    portal.bank.requests.length = 0;
    callback.searchParams.set('code', 'a-code-of-somebody-else');
    expect(await browser.comeBack(callback)).toBe('/journey-error?reason=unknown_state');
    expect(portal.bank.requests).toEqual([]);
  });

  it('SP-6.4 a failed exchange spends the request too', async () => {
    const browser = portal.browser();
    portal.bank.manners = { token: { status: 400, json: { error: 'invalid_grant' } } };
    let callback = new URL('https://portal.example/');
    const driven = await drive(portal, {}, (url) => (callback = new URL(url)), browser);
    expect(driven.outcome).toMatchObject({ status: 'failed', error: 'invalid_grant' });
    portal.bank.manners = {};
    portal.bank.requests.length = 0;
    expect(await browser.comeBack(callback)).toBe('/journey-error?reason=unknown_state');
    expect(portal.bank.requests).toEqual([]);
  });

  it.each([
    ['access_denied', 'the customer said no'],
    ['unmet_authentication_requirements', 'no such sign-in'],
    ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>'],
  ])('that says %s is shown as what it is', async (error, error_description) => {
    const browser = portal.browser();
    const driven = await drive(
      portal,
      { code: undefined, error, error_description },
      undefined,
      browser,
    );
    expect(driven).toMatchObject({ tokenRequests: 0, outcome: { error, error_description } });
    const page = await browser.send(driven.landing, { headers: { accept: 'text/html' } });
    expect([page.status, page.header('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(page.body).not.toMatch(/<script|<img/);
    expect(page.header('content-security-policy')).toContain("default-src 'none'");
  });
});
