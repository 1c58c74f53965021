import { BankVisitor, type FapiClient, type Page } from '@sandbank/testing';
import { maya, startServer, theo, type RunningServer } from './running-server.js';

const clicks = 8;

describe('a form that is sent more than once', () => {
  let server: RunningServer;
  let client: FapiClient;
  let visitor: BankVisitor;
  let loginPage: Page;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    server.clock.advance(1);
    const { requestUri } = await client.push();
    visitor = new BankVisitor(server.tls.ca);
    loginPage = await visitor.open(await client.authorizationUrl(requestUri));
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
});
