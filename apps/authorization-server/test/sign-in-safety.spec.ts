import { BankVisitor, exchange, type FapiClient, type Page } from '@sandbank/testing';
import { maya, startServer, type RunningServer } from './running-server.js';

describe('the pages on which a customer signs in and decides', () => {
  let server: RunningServer;
  let client: FapiClient;
  let visitor: BankVisitor;
  let url: URL;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    server.clock.advance(1);
    visitor = new BankVisitor(server.tls.ca);
    url = await client.authorizationUrl((await client.push()).requestUri);
  });

  const stages = {
    login: (): Promise<Page> => visitor.open(url),
    code: async (): Promise<Page> => visitor.press(await stages.login(), 'login-submit', maya),
    consent: async (): Promise<Page> =>
      visitor.press(await stages.code(), 'login-submit', { otp: maya.code }),
    error: (): Promise<Page> => visitor.open(`${url.href}x`),
    'error of a step': async (): Promise<Page> =>
      visitor.open((await stages.login()).url.href.slice(0, -6)),
  } satisfies Record<string, () => Promise<Page>>;
  const names = Object.keys(stages) as (keyof typeof stages)[];
  const forms = [
    ['login', 'login-submit', { username: maya.username, password: maya.password }],
    ['login', 'cancel', {}],
    ['code', 'login-submit', { otp: maya.code }],
    ['code', 'cancel', {}],
    ['consent', 'consent-allow', { accounts: ['acc-1'] }],
    ['consent', 'cancel', {}],
  ] as const;

  it.each(names)(
    'cannot be framed, and give no address away: %s (RFC 9700 4.2, 4.16)',
    async (name) => {
      const { answer } = await stages[name]();
      expect(answer.header('content-security-policy')).toMatch(
        /^default-src 'none';.* base-uri 'none'.*frame-ancestors 'none'|frame-ancestors 'none'; base-uri 'none'$/,
      );
      expect(answer.header('x-frame-options')).toBe('DENY');
      expect(answer.header('referrer-policy')).toBe('no-referrer');
      expect(answer.header('cache-control')).toBe('no-store');
      expect(answer.header('x-content-type-options')).toBe('nosniff');
      expect(answer.header('strict-transport-security')).toMatch(/^max-age=31536000/);
      expect(answer.body).not.toMatch(/<(script|iframe|img)|(src|href)="(https?:)?\/\/(?!portal)/);
    },
  );

  it.each(forms)('take no form of another site: %s, %s', async (stage, button, fields) => {
    const page = await stages[stage]();
    for (const csrf of ['x', '', 'A'.repeat(43)]) {
      const body = page.answer.body.replaceAll(/(name="csrf" value=")[^"]+/g, `$1${csrf}`);
      const forged = { ...page, answer: { ...page.answer, body } };
      const answer = await visitor.press(forged, button, fields);
      expect(answer.answer.status).toBe(400);
      expect(answer.answer.body).toContain('id="oauth-error"');
    }
    const right = await visitor.press(page, button, fields);
    expect(right.answer.status).toBeLessThan(400);
  });

  it.each(forms)('take no token of another journey: %s, %s', async (stage, button, fields) => {
    const foreign = await visitor.open(
      await client.authorizationUrl((await client.push()).requestUri),
    );
    const [, token] = /name="csrf" value="([^"]+)/.exec(foreign.answer.body)!;
    const page = await stages[stage]();
    const body = page.answer.body.replaceAll(/(name="csrf" value=")[^"]+/g, `$1${token}`);
    const answer = await visitor.press(
      { ...page, answer: { ...page.answer, body } },
      button,
      fields,
    );
    expect(answer.answer.status).toBe(400);
  });

  it.each(forms)(
    'take no form without the cookie of the journey: %s, %s',
    async (stage, button, fields) => {
      const page = await stages[stage]();
      const thief = new BankVisitor(server.tls.ca);
      expect((await thief.press(page, button, fields)).answer.status).toBe(400);
    },
  );

  it('give cookies that only this host can set and read, and no script', async () => {
    const cookies: string[] = [];
    const seen = async (page: Promise<Page>): Promise<Page> => {
      const done = await page;
      cookies.push(...done.answer.headerValues('set-cookie'));
      return done;
    };
    cookies.push(...(await exchange(url, server.tls.ca)).headerValues('set-cookie'));
    const login = await seen(stages.login());
    const post = (page: Page, fields: string, cookie: string) =>
      exchange(page.url, server.tls.ca, {
        method: 'POST',
        body: `${fields}&csrf=${/name="csrf" value="([^"]+)/.exec(page.answer.body)![1]}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
      });
    const header = () => [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
    const signedIn = await post(
      login,
      `username=${maya.username}&password=correct+horse`,
      header(),
    );
    expect(signedIn.status).toBe(303);
    cookies.push(...signedIn.headerValues('set-cookie'));
    const codePage = await seen(stages.code().catch(() => visitor.open(url)));
    const confirmed = await post(codePage, `otp=${maya.code}`, header());
    cookies.push(...confirmed.headerValues('set-cookie'));
    expect(cookies.length).toBeGreaterThanOrEqual(3);
    for (const cookie of cookies) {
      expect(cookie).toMatch(
        /^__Host-[\w-]+=[\w.-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
      );
    }
    expect(cookies.some((cookie) => cookie.startsWith('__Host-known-browser-harbour='))).toBe(true);
  });

  it('change the secret of the browser at the sign-in, and the token of the forms with it', async () => {
    const login = await stages.login();
    const secret = () => [...visitor.cookies.values()].join();
    const token = (page: Page) => /name="csrf" value="([^"]+)/.exec(page.answer.body)![1];
    const before = secret();
    const code = await visitor.press(login, 'login-submit', maya);
    expect(secret()).not.toBe(before);
    expect(token(code)).not.toBe(token(login));
  });

  it.each(['login', 'code', 'consent'] as const)(
    'end the tie to the browser when the customer cancels: %s',
    async (stage) => {
      const page = await stages[stage]();
      const interaction = [...visitor.cookies.keys()].filter((name) =>
        name.includes('interaction'),
      );
      expect(interaction).toHaveLength(1);
      const back = await visitor.press(page, 'cancel');
      expect(back.url.searchParams.get('error')).toBe('access_denied');
      expect([...visitor.cookies.keys()].filter((name) => name.includes('interaction'))).toEqual(
        [],
      );
    },
  );

  it('wait ten minutes and no longer, at every step', async () => {
    for (const stage of ['login', 'code'] as const) {
      url = await client.authorizationUrl((await client.push()).requestUri);
      visitor = new BankVisitor(server.tls.ca);
      const page = await stages[stage]();
      server.clock.advance(599);
      expect((await visitor.open(page.url)).answer.status).toBe(200);
      server.clock.advance(1);
      const late = await visitor.open(page.url);
      expect(late.url.searchParams.get('error')).toBe('access_denied');
    }
  });
});
