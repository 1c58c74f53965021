import { drive } from './drive.js';
import { startPortal, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;
let path: string;

beforeAll(async () => {
  portal = await startPortal();
  path = `/start?issuer=${encodeURIComponent(portal.bank.issuer)}`;
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
  portal.bank.requests.length = 0;
});

describe('the start URL', () => {
  it('leads a plain HTTP client through discovery, PAR, callback, token, userinfo and API', async () => {
    const { outcome, landing } = await drive(portal);
    expect(landing).toBe(`/start/${outcome?.flow_id}`);
    expect(outcome).toMatchObject({
      issuer: portal.bank.issuer,
      client_id: 'client-tally',
      status: 'connected',
      userinfo: { sub: 'someone' },
      resource: { status: 200, url: `${portal.bank.resourceBase}/aisp/accounts` },
    });
    const kinds = outcome!.hops.map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual([
      ...['discovery', 'push', 'authorize', 'callback', 'token', 'keys', 'userinfo'],
      ...['resource-metadata', 'resource'],
    ]);
    expect(JSON.stringify(outcome)).not.toMatch(/access_token":"[^•]|eyJ[\w-]{20,}\./);
  });

  it('ends with what the API answered when it refuses', async () => {
    const body = { Code: '403', Message: 'not yours', Errors: [{ ErrorCode: 'U008' }] };
    portal.bank.manners = { resource: { status: 403, json: body } };
    const browser = portal.browser();
    const { outcome, landing } = await drive(portal, {}, undefined, browser);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: 'U008',
      resource: { status: 403, body },
    });
    expect((await browser.send(landing)).status).toBe(502);
  });

  it('refreshes a token that the API refuses, twice if need be', async () => {
    portal.bank.manners = { refuseTokens: portal.bank.tokensIssued + 2 };
    expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
    expect(portal.bank.requestsTo('/token')).toHaveLength(3);
  });

  it('shows its outcome to the browser that made the journey alone', async () => {
    const { landing } = await drive(portal);
    for (const address of [
      landing,
      '/start/not-a-uuid',
      '/start/01a20095-b6d6-7bbb-86e7-56c4111f7f62',
    ]) {
      expect((await portal.browser().send(address)).status).toBe(404);
    }
  });

  it.each([
    ['nothing', '/start'],
    ['another issuer', '/start?issuer=https%3A%2F%2Fattacker.example'],
    ['an issuer twice', '/start?issuer=a&issuer=b'],
    ['the name of a bank', '/start?issuer=harbour'],
  ])('SP-5.3.3.1-10 knows no issuer but those of the settings: %s', async (_, address) => {
    const answer = await portal.browser().send(address);
    expect([answer.status, answer.json()['error']]).toEqual([404, 'unknown_bank']);
    expect(answer.header('set-cookie')).toBeUndefined();
    expect(portal.bank.requests).toEqual([]);
  });

  it('SP-5.3.3.1-10 compares an issuer exactly', async () => {
    for (const issuer of [`${portal.bank.issuer}/`, portal.bank.issuer.toUpperCase()]) {
      const answer = await portal.browser().send(`/start?issuer=${encodeURIComponent(issuer)}`);
      expect(answer.status).toBe(404);
    }
  });
});

describe('who may start a journey by a link (SP-5.3.3.1-12)', () => {
  const navigation = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };

  it.each<[string, Record<string, string>]>([
    ['a page of another site', { ...navigation, 'sec-fetch-site': 'cross-site' }],
    ['a page of the bank, on the same site', { ...navigation, 'sec-fetch-site': 'same-site' }],
    ['an image', { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site' }],
    ['an image on our own page', { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'same-origin' }],
    ['a frame', { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'none' }],
    ['a value nobody knows', { ...navigation, 'sec-fetch-site': 'elsewhere' }],
    ['a prefetch', { ...navigation, 'sec-fetch-site': 'same-origin', 'sec-purpose': 'prefetch' }],
  ])('%s gets a page that asks, and nothing has happened', async (_, headers) => {
    const answer = await portal.browser().send(path, { headers });
    expect([answer.status, answer.header('location')]).toEqual([200, undefined]);
    expect(answer.header('set-cookie')).toBeUndefined();
    expect(answer.body).toContain('id="start-continue"');
    expect(answer.header('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(portal.bank.requests).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['an address that was typed', { ...navigation, 'sec-fetch-site': 'none' }],
    ['the link on that page', { ...navigation, 'sec-fetch-site': 'same-origin' }],
    ['a program without these headers', {}],
  ])('%s goes on to the bank', async (_, headers) => {
    const answer = await portal.browser().send(path, { headers });
    expect(answer.status).toBe(303);
    expect(answer.header('location')).toMatch(/\/authorize\?/);
    expect(answer.header('cache-control')).toBe('no-store');
  });
});
