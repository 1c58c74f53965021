import { BankVisitor, exchange, type FapiClient, type Page, type Pushed } from '@sandbank/testing';
import { maya, startServer, theo, type RunningServer } from './running-server.js';

describe('the customer at the bank', () => {
  let server: RunningServer;
  let client: FapiClient;
  let pushed: Pushed;
  let visitor: BankVisitor;

  const arrive = async (): Promise<Page> =>
    visitor.open(await client.authorizationUrl(pushed.requestUri));
  const consentPage = async (): Promise<Page> =>
    visitor.signIn(await client.authorizationUrl(pushed.requestUri), maya);
  const consentOf = async () =>
    (
      await server.database.query<{ status: string; reason: string | null }>(
        'SELECT status, reason FROM consent.consent ORDER BY created_at DESC, consent_id DESC LIMIT 1',
      )
    )[0];

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    server.clock.advance(1);
    pushed = await client.push();
    visitor = new BankVisitor(server.tls.ca);
  });

  const expectSentBack = (page: Page, error: string): void => {
    expect(page.answer.status).toBe(303);
    expect(page.url.origin).toBe('https://app.example');
    expect(Object.fromEntries(page.url.searchParams)).toMatchObject({
      kept: 'yes',
      error,
      state: pushed.state,
      iss: server.issuer,
    });
  };

  it('goes from page to page with 303, never 307 (SP-5.3.2.2-10, SP-5.3.2.2-11)', async () => {
    const url = await client.authorizationUrl(pushed.requestUri);
    const answer = await exchange(url, server.tls.ca);
    expect(answer.status).toBe(303);
    expect(answer.header('set-cookie')).toMatch(
      /^__Host-.*; Path=\/; Secure; HttpOnly; SameSite=Lax/,
    );
    expect(answer.header('access-control-allow-origin')).toBeUndefined();
  });

  it('shows pages without script that no site can frame, and names only the app as target', async () => {
    const page = await arrive();
    expect(page.answer.header('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; " +
        "form-action 'self' https://app.example; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(page.answer.body).not.toMatch(/<script|<b>client-one/);
  });

  it('answers the app when the customer allows, with code, state and iss (RFC 9207 2)', async () => {
    const back = await visitor.press(await consentPage(), 'consent-allow', { accounts: ['acc-2'] });
    const { searchParams } = back.url;
    expect([...searchParams.keys()]).toEqual(['kept', 'code', 'state', 'iss']);
    expect(await consentOf()).toMatchObject({ status: 'AUTHORISED' });
    // It lives as long as the code, for the second half of a double click.
    expect(back.answer.headerValues('set-cookie').join()).toMatch(
      /^__Host-interaction-\S+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=60$/,
    );
  });

  it.each([
    ['at the sign-in', async () => arrive()],
    ['at the code', async () => visitor.press(await arrive(), 'login-submit', maya)],
    ['at the consent', consentPage],
  ])('sends a customer who cancels %s back with access_denied', async (_where, page) => {
    expectSentBack(await visitor.press(await page(), 'cancel'), 'access_denied');
    expect(await consentOf()).toMatchObject({ status: 'REJECTED' });
  });

  it('forgives four wrong passwords and sends the customer back at the fifth', async () => {
    let page = await arrive();
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      page = await visitor.press(page, 'login-submit', { username: 'maya', password: 'wrong' });
      expect(page.answer.status).toBe(422);
    }
    const last = await visitor.press(page, 'login-submit', {
      username: 'nobody',
      password: 'wrong',
    });
    expectSentBack(last, 'access_denied');
  });

  it('forgives two wrong codes and sends the customer back at the third', async () => {
    let page = await visitor.press(await arrive(), 'login-submit', maya);
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      page = await visitor.press(page, 'login-submit', { otp: '000000' });
      expect(page.answer.status).toBe(422);
    }
    expectSentBack(await visitor.press(page, 'login-submit', { otp: '000000' }), 'access_denied');
  });

  it('shows a random code to a customer who has no fixed one', async () => {
    const page = await visitor.press(await arrive(), 'login-submit', theo);
    const [code = ''] = /\b\d{6}\b/.exec(page.answer.body) ?? [];
    const next = await visitor.press(page, 'login-submit', { otp: code });
    expect(next.url.pathname).toMatch(/\/consent$/);
  });

  it('asks again when no account is chosen, or one that the customer does not have', async () => {
    const page = await consentPage();
    expect((await visitor.press(page, 'consent-allow')).answer.status).toBe(422);
    const foreign = { ...page.answer, body: page.answer.body.replace('acc-1', 'acc-of-theo') };
    const answer = await visitor.press({ ...page, answer: foreign }, 'consent-allow', {
      accounts: ['acc-of-theo'],
    });
    expect(answer.answer.status).toBe(422);
  });

  it('asks again, with the ticks kept, when an answer is neither yes nor no', async () => {
    const page = await consentPage();
    const unclear = {
      ...page.answer,
      body: page.answer.body.replace('value="allow"', 'value="perhaps"'),
    };
    const again = await visitor.press({ ...page, answer: unclear }, 'consent-allow', {
      accounts: ['acc-3'],
    });
    expect(again.answer.status).toBe(422);
    expect(again.answer.body.match(/<input[^>]*checked[^>]*>/g)?.join()).toContain('acc-3');
    const back = await visitor.press(again, 'consent-allow', { accounts: ['acc-3'] });
    expect(back.url.searchParams.has('code')).toBe(true);
  });

  it('cannot be skipped: the consent page asks for a sign-in first', async () => {
    const { url } = await arrive();
    const skipped = await visitor.open(url.href.replace(/login$/, 'consent'));
    expect(skipped.url.pathname).toMatch(/\/login$/);
  });

  it('gives the browser a new secret at sign-in, and the old one opens nothing', async () => {
    const loginPage = await arrive();
    const before = [...visitor.cookies.entries()];
    await visitor.press(loginPage, 'login-submit', maya);
    const thief = new BankVisitor(server.tls.ca);
    for (const [name, value] of before) thief.cookies.set(name, value);
    const stolen = await thief.open(loginPage.url.href.replace(/login$/, 'code'));
    expect(stolen.answer.status).toBe(400);
    expect(stolen.answer.body).toContain('id="oauth-error"');
  });

  it('takes no form that another site made', async () => {
    const page = await arrive();
    const forged = {
      ...page.answer,
      body: page.answer.body.replaceAll(/(name="csrf" value=")[^"]+/g, '$1x'),
    };
    const answer = await visitor.press({ ...page, answer: forged }, 'login-submit', maya);
    expect(answer.answer.status).toBe(400);
    expect((await visitor.press(page, 'login-submit', maya)).url.pathname).toMatch(/\/code$/);
  });

  it('survives a reload, and burns the request only at the decision (SP-5.3.2.2 note 3)', async () => {
    await arrive();
    await visitor.press(await consentPage(), 'consent-allow', { accounts: ['acc-1'] });
    const again = await arrive();
    expect(again.answer.status).toBe(400);
    expect(again.answer.body).toContain('invalid_request_uri');
  });

  it('lets one of two tabs decide', async () => {
    const one = await consentPage();
    const two = await arrive();
    expect(two.url.href).toBe(one.url.href);
    const answers = await Promise.all(
      [one, two].map((page, tab) =>
        visitor.press(page, 'consent-allow', { accounts: [`acc-${tab + 1}`] }),
      ),
    );
    expect(answers.map(({ answer }) => answer.status).sort()).toEqual([303, 400]);
  });

  it.each([
    ['no request_uri', (url: URL) => url.searchParams.delete('request_uri'), 'invalid_request'],
    [
      'an unknown request_uri',
      (url: URL) => url.searchParams.set('request_uri', 'urn:x'),
      'invalid_request_uri',
    ],
    [
      'the client_id of another',
      (url: URL) => url.searchParams.set('client_id', 'client-two'),
      'invalid_request_uri',
    ],
    [
      'an unknown client_id',
      (url: URL) => url.searchParams.set('client_id', 'nobody'),
      'invalid_request',
    ],
    [
      'client_id twice',
      (url: URL) => url.searchParams.append('client_id', 'client-one'),
      'invalid_request',
    ],
  ])('shows a page for %s', async (_what, change, error) => {
    const url = await client.authorizationUrl(pushed.requestUri);
    change(url);
    const { answer } = await visitor.open(url);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatch(/id="oauth-error"/);
    expect(answer.body).toContain(error);
    expect(answer.body).toContain(answer.header('x-fapi-interaction-id'));
  });

  it('ignores what the browser adds to the request', async () => {
    const added = { scope: 'payments', redirect_uri: 'https://evil.example', state: 'forged' };
    const url = await client.authorizationUrl(pushed.requestUri, added);
    const page = await visitor.signIn(url, maya);
    const back = await visitor.press(page, 'consent-allow', { accounts: ['acc-1'] });
    expect(back.url.searchParams.get('state')).toBe(pushed.state);
  });

  it('refuses a request_uri after 90 seconds with a page', async () => {
    server.clock.advance(91);
    const { answer } = await arrive();
    expect(answer.body).toContain('invalid_request_uri');
  });

  it('sends a customer who takes longer than ten minutes back', async () => {
    const page = await consentPage();
    server.clock.advance(601);
    const late = await visitor.press(page, 'consent-allow', { accounts: ['acc-1'] });
    expectSentBack(late, 'access_denied');
  });

  it('answers prompt none with login_required, since each request has its own sign-in', async () => {
    pushed = await client.push({ parameters: { prompt: 'none' } });
    expectSentBack(await arrive(), 'login_required');
  });

  it('says so when the bank cannot list the accounts, and goes on once it can', async () => {
    server.resourceServerStatus = 500;
    const page = await consentPage();
    expect(page.answer.status).toBe(503);
    expect(page.answer.body).toContain('temporarily_unavailable');
    server.resourceServerStatus = 200;
    expect((await visitor.open(page.url)).answer.status).toBe(200);
  });
});
