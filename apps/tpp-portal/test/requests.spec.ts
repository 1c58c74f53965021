import { decodeJwt, decodeProtectedHeader } from 'jose';
import { nonceOf } from './bank/proofs.js';
import { drive } from './drive.js';
import { portalUrl, startPortal, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('what the client sends', () => {
  it('SP-5.3.3.1-3 carries the access token in the Authorization header and nowhere else', async () => {
    const accessToken = 'a-token-that-is-easy-to-find';
    portal.bank.manners = { accessToken };
    const browser = portal.browser();
    await drive(portal, {}, undefined, browser);
    await browser.send('/api/banks/harbour/spending');
    const withToken = portal.bank.requests.filter(({ headers }) =>
      String(headers.authorization).includes(accessToken),
    );
    expect(withToken.length).toBeGreaterThan(3);
    for (const { url, body, headers } of portal.bank.requests) {
      const { authorization, ...others } = headers;
      expect([url.href, body, JSON.stringify(others)].join()).not.toContain(accessToken);
      expect(authorization ?? '').toMatch(/^$|^DPoP a-token-that-is-easy-to-find$/);
    }
  });

  it('SP-5.3.3.1-9 goes to the endpoints that the metadata name, wherever they are', async () => {
    const { issuer } = portal.bank;
    const elsewhere = `${new URL(issuer).origin}/a/b/c`;
    const named = {
      authorization_endpoint: `${elsewhere}/authorize-here`,
      pushed_authorization_request_endpoint: `${elsewhere}/x1/par`,
      token_endpoint: `${elsewhere}/x2/token`,
      userinfo_endpoint: `${elsewhere}/x3/userinfo`,
      jwks_uri: `${elsewhere}/x4/jwks`,
    };
    portal.bank.manners = { metadata: named };
    const browser = portal.browser();
    const { authorizationUrl } = await browser.start();
    expect(authorizationUrl.startsWith(named.authorization_endpoint)).toBe(true);
    expect((await drive(portal, {}, undefined, browser)).outcome?.status).toBe('connected');
    const called = portal.bank.requests
      .filter(({ url }) => url.origin === new URL(issuer).origin)
      .map(({ url }) => `${url.origin}${url.pathname}`);
    expect(new Set(called)).toEqual(
      new Set([`${issuer}/.well-known/openid-configuration`, ...Object.values(named).slice(1)]),
    );
  });

  it('SP-5.3.3.1-5 is signed with assertions of one kind: typed, short, for the issuer alone, each of its own', async () => {
    const browser = portal.browser();
    await drive(portal, {}, undefined, browser);
    portal.clock.advance(301);
    await browser.send('/api/banks/harbour/accounts');
    await browser.act('DELETE', '/api/banks/harbour/connection');
    const assertions = portal.bank.requests.flatMap(
      ({ form }) => form.get('client_assertion') ?? [],
    );
    expect(assertions.length).toBeGreaterThanOrEqual(5);
    for (const assertion of assertions) {
      expect(decodeProtectedHeader(assertion)).toEqual({
        alg: 'ES256',
        kid: portal.clientKey.kid,
        typ: 'client-authentication+jwt',
      });
      const { iss, sub, aud, exp, iat } = decodeJwt(assertion);
      expect([iss, sub, aud]).toEqual(['client-tally', 'client-tally', portal.bank.issuer]);
      expect(exp! - iat!).toBeLessThanOrEqual(60);
    }
    const ids = assertions.map((assertion) => decodeJwt(assertion).jti);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('IA-2.2.1 carries an interaction id of its own, a UUID, with every call', async () => {
    const browser = portal.browser();
    await drive(portal, {}, undefined, browser);
    await browser.act('DELETE', '/api/banks/harbour/connection');
    const ids = portal.bank.requests.map(({ headers }) => String(headers['x-fapi-interaction-id']));
    for (const id of ids) expect(id).toMatch(uuid);
    expect(new Set(ids).size).toBe(ids.length);
    const paths = portal.bank.requests.map(({ url }) => url.pathname.split('/').at(-1));
    for (const path of [
      'openid-configuration',
      'par',
      'token',
      'jwks',
      'userinfo',
      'accounts',
      'revoke',
    ]) {
      expect(paths).toContain(path);
    }
  });

  it('RFC9126-4-client, SP-5.3.3.2-4 is made anew for every journey: request_uri, challenge, nonce, state, key', async () => {
    const browser = portal.browser();
    const uris = [await browser.start(), await browser.start(), await browser.start()].map(
      ({ authorizationUrl }) => new URL(authorizationUrl).searchParams.get('request_uri'),
    );
    expect(new Set(uris).size).toBe(3);
    const pushes = portal.bank.requestsTo('/par').filter(nonceOf).slice(-3);
    for (const name of ['code_challenge', 'nonce', 'state']) {
      const values = pushes.map(({ form }) => form.get(name)!);
      expect(new Set(values).size).toBe(3);
      for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
    }
    expect(pushes.map(({ form }) => form.get('request_uri'))).toEqual([null, null, null]);
  });

  it('SP-5.3.3.1-13 asks for the scopes and permissions that its screens need, and no more', async () => {
    await portal.browser().start();
    const { form } = portal.bank.requestsTo('/par').at(-1)!;
    expect(form.get('scope')).toBe('openid accounts');
    const [details] = JSON.parse(form.get('authorization_details')!) as [
      { consent: { Permissions: string[] } },
    ];
    // Accounts with their numbers, balances, and what came in and went out: nothing on standing orders or parties.
    expect(details.consent.Permissions.sort()).toEqual([
      'ReadAccountsDetail',
      'ReadBalances',
      'ReadTransactionsCredits',
      'ReadTransactionsDebits',
      'ReadTransactionsDetail',
    ]);
  });
});

describe('where the portal sends a browser (SP-5.3.3.1-4)', () => {
  it.each([
    '/callback?redirect_uri=https://attacker.example/',
    '/callback?code=a&state=b&next=https://attacker.example',
    '/callback//attacker.example',
    '//attacker.example/callback',
    '/start?issuer=https://attacker.example',
    '/start?issuer=https://attacker.example&issuer=https://localhost',
    '/start//attacker.example',
    '/start/https:%2f%2fattacker.example',
    '/%2f%2fattacker.example',
    '/accounts?return_to=https://attacker.example',
  ])('is never a place that the address names: %s', async (path) => {
    const answer = await portal.browser().send(path);
    const location = answer.header('location');
    expect(location === undefined || /^\/(?!\/)[\w?=&-]*$/.test(location)).toBe(true);
    expect(answer.header('refresh')).toBeUndefined();
  });

  it('is the registered address alone for the bank, whatever the Host header says', async () => {
    const browser = portal.browser();
    await browser.send(`/start?issuer=${encodeURIComponent(portal.bank.issuer)}`, {
      headers: { 'x-forwarded-host': 'attacker.example', forwarded: 'host=attacker.example' },
    });
    const [push] = portal.bank.requestsTo('/par').slice(-1);
    expect(push?.form.get('redirect_uri')).toBe(`${portalUrl}/callback`);
  });
});
