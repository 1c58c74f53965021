import { BankVisitor, type FapiClient, type Page } from '@sandbank/testing';
import { BrowserBinding } from '../src/interaction/browser-binding.js';
import { maya, startServer, theo, type RunningServer } from './running-server.js';

const clicks = 8;

describe('a form that is sent more than once', () => {
  let server: RunningServer;
  let client: FapiClient;
  let visitor: BankVisitor;
  let loginPage: Page;
  let codeVerifier: string;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    server.clock.advance(1);
    const pushed = await client.push();
    codeVerifier = pushed.codeVerifier;
    visitor = new BankVisitor(server.tls.ca);
    loginPage = await visitor.open(await client.authorizationUrl(pushed.requestUri));
  });

  /** As a browser does: each click sends the cookies of its moment, and all answers count. */
  const pressAtOnce = (page: Page, fields: Readonly<Record<string, string>>): Promise<Page[]> =>
    Promise.all(Array.from({ length: clicks }, () => visitor.press(page, 'login-submit', fields)));
  const { username, password } = maya;

  it('signs in all the same when the button is pressed twice', async () => {
    const pages = await pressAtOnce(loginPage, { username, password });
    const code = await visitor.open(loginPage.url.href.replace(/login$/, 'code'));
    expect(code.answer.status).toBe(200);
    for (const { url } of pages) expect(url.pathname).toMatch(/\/code$/);
  });

  it('lets a browser that never heard of its sign-in sign in again, and guess no more than five times', async () => {
    const before = new Map(visitor.cookies);
    await visitor.press(loginPage, 'login-submit', { username, password });
    const forget = () => before.forEach((value, name) => visitor.cookies.set(name, value));
    forget();
    const again = await visitor.press(loginPage, 'login-submit', { username, password });
    expect(again.url.pathname).toMatch(/\/code$/);
    expect(again.answer.status).toBe(200);
    forget();
    for (let guess = 1; guess <= 4; guess += 1) {
      const wrong = await visitor.press(loginPage, 'login-submit', { username, password: 'no' });
      expect(wrong.answer.status).toBe(422);
    }
    const last = await visitor.press(loginPage, 'login-submit', { username, password: 'no' });
    expect(last.url.searchParams.get('error')).toBe('access_denied');
  });

  it('leads on from a sign-in that was done already', async () => {
    await visitor.press(loginPage, 'login-submit', { username, password });
    const again = await visitor.press(loginPage, 'login-submit', { username, password });
    expect(again.url.pathname).toMatch(/\/code$/);
    expect(again.answer.status).toBe(200);
  });

  it('takes one of two customers who sign in at once', async () => {
    const both = [maya, theo].flatMap((one) => [one, one]);
    const pages = await Promise.all(
      both.map((one) => {
        const { username: name, password: word } = one;
        return visitor.press(loginPage, 'login-submit', { username: name, password: word });
      }),
    );
    const statuses = pages.map(({ answer }) => answer.status).sort();
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(400);
  });

  it('keeps the journey when the right code comes twice', async () => {
    const codePage = await visitor.press(loginPage, 'login-submit', { username, password });
    const pages = await pressAtOnce(codePage, { otp: maya.code });
    for (const { url, answer } of pages) {
      expect(url.pathname).toMatch(/\/consent$/);
      expect(answer.status).toBe(200);
    }
  });

  it('says nothing of what was shared when the decision was made already', async () => {
    const codePage = await visitor.press(loginPage, 'login-submit', { username, password });
    const page = await visitor.press(codePage, 'login-submit', { otp: maya.code });
    const decisions = await Promise.all(
      ['acc-1', 'acc-2'].map((one) => visitor.press(page, 'consent-allow', { accounts: [one] })),
    );
    const late = decisions.find(({ answer }) => answer.status === 400);
    expect(late?.answer.body).toContain('invalid_request_uri');
    expect(late?.answer.body).not.toContain('Nothing was shared');
  });

  it('is refused, and counts for nothing, when a field holds a NUL', async () => {
    const refused = await visitor.press(loginPage, 'login-submit', { username: 'a\0b', password });
    expect(refused.answer.status).toBe(400);
    expect(refused.answer.body).toContain('id="oauth-error"');
    const right = await visitor.press(loginPage, 'login-submit', { username, password });
    expect(right.url.pathname).toMatch(/\/code$/);
  });

  describe('a decision that comes again', () => {
    const consentPage = async (): Promise<Page> => {
      const codePage = await visitor.press(loginPage, 'login-submit', { username, password });
      return visitor.press(codePage, 'login-submit', { otp: maya.code });
    };
    const allow = (page: Page, ...accounts: string[]): Promise<Page> =>
      visitor.press(page, 'consent-allow', { accounts });
    const codes = (): Promise<{ count: string }[]> =>
      server.database.query('SELECT count(*) FROM authorization_server.authorization_code');

    it('leads to the same answer, from one code, when Allow is pressed twice', async () => {
      const page = await consentPage();
      const before = Number((await codes())[0]?.count);
      const cookies = new Map(visitor.cookies);
      const back = await Promise.all(
        Array.from({ length: clicks }, () => allow(page, 'acc-2', 'acc-1')),
      );
      cookies.forEach((value, name) => visitor.cookies.set(name, value));
      back.push(await allow(page, 'acc-1', 'acc-2'));
      expect(new Set(back.map(({ url }) => url.href)).size).toBe(1);
      expect(back[0]?.answer.status).toBe(303);
      expect(Number((await codes())[0]?.count)).toBe(before + 1);
      const code = back[0]?.url.searchParams.get('code') ?? '';
      expect((await client.redeem(code, codeVerifier)).status).toBe(200);
    });

    it('is the same whatever the order in which its accounts are named', () => {
      const binding = server.service(BrowserBinding);
      const secret = (...accounts: string[]) => binding.codeSecret('id', 'secret', accounts);
      expect(secret('a', 'b')).toEqual(secret('b', 'a'));
      expect(secret('a', 'b')).not.toEqual(secret('a,b'));
    });

    const refused = (page: Page): void => {
      expect(page.answer.status).toBe(400);
      expect(page.answer.body).toContain('invalid_request_uri');
    };

    it('gets no answer once the code was used, or is over', async () => {
      const page = await consentPage();
      const back = await allow(page, 'acc-1');
      await client.redeem(back.url.searchParams.get('code') ?? '', codeVerifier);
      refused(await allow(page, 'acc-1'));
    });

    it('gets no answer after the life of the code', async () => {
      const page = await consentPage();
      await allow(page, 'acc-1');
      server.clock.advance(60);
      refused(await allow(page, 'acc-1'));
    });

    it('gets no answer when it says something else', async () => {
      const page = await consentPage();
      await allow(page, 'acc-1');
      refused(await allow(page, 'acc-1', 'acc-2'));
      refused(await visitor.press(page, 'cancel'));
    });

    it('gets no answer in another browser, or without the page it came from', async () => {
      const page = await consentPage();
      const secret = [...visitor.cookies].find(([name]) => name.includes('interaction'));
      await allow(page, 'acc-1');
      const thief = new BankVisitor(server.tls.ca);
      expect(
        (await thief.press(page, 'consent-allow', { accounts: ['acc-1'] })).answer.status,
      ).toBe(400);
      thief.cookies.set(...secret!);
      const body = page.answer.body.replaceAll(/(name="csrf" value=")[^"]+/g, '$1x');
      const forged = { ...page, answer: { ...page.answer, body } };
      expect(
        (await thief.press(forged, 'consent-allow', { accounts: ['acc-1'] })).answer.status,
      ).toBe(400);
    });

    it('is sent back once more when Cancel is pressed twice', async () => {
      const page = await consentPage();
      const cookies = new Map(visitor.cookies);
      const first = await visitor.press(page, 'cancel');
      expect(first.answer.headerValues('set-cookie').join()).toMatch(/=; .*Max-Age=0$/);
      cookies.forEach((value, name) => visitor.cookies.set(name, value));
      const second = await visitor.press(page, 'cancel');
      expect(second.url.href).toBe(first.url.href);
      expect(second.url.searchParams.get('error')).toBe('access_denied');
    });
  });
});
