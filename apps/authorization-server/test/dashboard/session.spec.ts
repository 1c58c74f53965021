import { BankVisitor } from '@sandbank/testing';
import { ExpirySweeper } from '../../src/expiry.sweeper.js';
import { maya, startServer, theo, type RunningServer } from '../running-server.js';
import { agree } from './agreed.js';
import { DashboardCustomer } from './customer.js';

describe('a session at the dashboard', () => {
  let server: RunningServer;
  let customer: DashboardCustomer;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.clock.advance(1);
    customer = new DashboardCustomer(server);
  });

  it('begins with password and code, and leads to the page that was wanted', async () => {
    const { consentId } = await agree(server, { customerId: maya.id });
    const page = await customer.signIn(maya, `/consents/${consentId}?before=1`);
    expect(page.answer.status).toBe(200);
    expect(page.url.pathname).toBe(`/harbour/dashboard/consents/${consentId}`);
    expect(page.url.search).toBe('?before=1');
  });

  it('does not begin with a wrong password, or with three wrong codes', async () => {
    const login = await customer.open();
    const wrong = await customer.visitor.press(login, 'login-submit', { ...maya, password: 'no' });
    expect(wrong.answer.status).toBe(422);
    const { username, password } = theo;
    let page = await customer.visitor.press(wrong, 'login-submit', { username, password });
    for (const status of [422, 422, 200]) {
      page = await customer.visitor.press(page, 'login-submit', { otp: 'no' });
      expect(page.answer.status).toBe(status);
    }
    expect(page.url.pathname).toBe('/harbour/dashboard/login');
    expect(page.answer.body).toContain('The code was wrong too often.');
    expect((await customer.open()).url.pathname).toMatch(/\/login$/);
  });

  it('does not begin with the password alone', async () => {
    const { username, password } = maya;
    await customer.visitor.press(await customer.open(), 'login-submit', { username, password });
    expect((await customer.open()).url.pathname).toMatch(/\/login$/);
  });

  it('gives the browser a new secret at the password and at the code, and the old ones open nothing', async () => {
    const { username, password } = theo;
    const login = await customer.open();
    const planted = customer.visitor.cookies.get('__Host-dashboard-visitor-harbour') ?? '';
    const code = await customer.visitor.press(login, 'login-submit', { username, password });
    const half = customer.secret;
    const otp = /\b\d{6}\b/.exec(code.answer.body)?.[0] ?? '';
    await customer.visitor.press(code, 'login-submit', { otp });
    expect(new Set([planted, half, customer.secret]).size).toBe(3);
    for (const old of [planted, half]) {
      const thief = new DashboardCustomer(server);
      thief.visitor.cookies.set('__Host-dashboard-harbour', old);
      expect((await thief.open()).url.pathname).toMatch(/\/login$/);
    }
  });

  it('is kept in a cookie that no script and no other host reads, and as a digest alone', async () => {
    const { answer } = await customer.open();
    expect(answer.header('set-cookie')).toMatch(
      /^__Host-dashboard-visitor-harbour=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=1800$/,
    );
    expect(answer.header('cache-control')).toBe('no-store');
    await customer.signIn(maya);
    const rows = await server.database.query('SELECT * FROM authorization_server.customer_session');
    expect(JSON.stringify(rows)).not.toContain(customer.secret);
    expect(customer.secret).toMatch(/^[\w-]{43}$/);
  });

  it('leaves none of its secrets in a log', async () => {
    const page = await customer.signIn(theo);
    const token = /name="csrf" value="([^"]+)"/.exec(page.answer.body)?.[1] ?? 'none';
    const secrets = [...customer.visitor.cookies.values(), token, theo.password];
    await customer.press(page, 'sign-out');
    const log = server.log.join('');
    expect(log).toContain('/dashboard');
    for (const secret of secrets) {
      expect(log).not.toContain(secret);
    }
  });

  it('ends ten minutes after the last look, and thirty after the sign-in', async () => {
    await customer.signIn(maya);
    for (const seconds of [599, 599]) {
      server.clock.advance(seconds);
      expect((await customer.open()).url.pathname).toBe('/harbour/dashboard');
    }
    server.clock.advance(600);
    const late = await customer.open('/history');
    expect(late.url.pathname).toBe('/harbour/dashboard/login');
    expect(late.answer.body).toContain('Please sign in again.');
    await customer.signIn(maya);
    for (const seconds of [590, 590, 590]) {
      server.clock.advance(seconds);
      expect((await customer.open()).url.pathname).toBe('/harbour/dashboard');
    }
    server.clock.advance(30);
    expect((await customer.open()).url.pathname).toBe('/harbour/dashboard/login');
  });

  it('leaves nothing behind once it is over', async () => {
    await customer.signIn(maya);
    server.clock.advance(1801);
    await server.service(ExpirySweeper).sweep();
    const rows = await server.database.query('SELECT 1 FROM authorization_server.customer_session');
    expect(rows).toEqual([]);
  });

  it('is ended by signing out, for a copy of the cookie too', async () => {
    const page = await customer.signIn(maya);
    const copy = new DashboardCustomer(server);
    copy.visitor.cookies.set('__Host-dashboard-harbour', customer.secret);
    const out = await customer.press(page, 'sign-out');
    expect(out.answer.body).toContain('You are signed out.');
    expect(customer.secret).toBe('');
    expect((await copy.open()).url.pathname).toMatch(/\/login$/);
  });

  it('is known to every process', async () => {
    await customer.signIn(maya);
    const elsewhere = await server.another();
    const other = new DashboardCustomer(server, elsewhere);
    other.visitor.cookies.set('__Host-dashboard-harbour', customer.secret);
    expect((await other.open()).url.pathname).toBe('/harbour/dashboard');
  });

  it('of one bank opens nothing at another', async () => {
    await customer.signIn(maya);
    const other = new DashboardCustomer(server, server.issuer.replace('/harbour', '/granite'));
    other.visitor.cookies.set('__Host-dashboard-granite', customer.secret);
    expect((await other.open()).url.pathname).toBe('/granite/dashboard/login');
  });

  it.each([
    ['https://evil.example/'],
    ['//evil.example/harbour/dashboard'],
    ['/\\evil.example/harbour/dashboard'],
    ['/harbour/dashboard/../../granite/dashboard'],
    ['/harbour/dashboard/%2e%2e/interaction'],
    ['/harbour/dashboard/login'],
    ['/harbour/dashboards'],
    ['javascript:alert(1)'],
    ['/harbour/dashboard\r\nset-cookie: a=b'],
  ])('leads to no page but its own, whatever an address says: %s', async (to) => {
    const url = new URL(`${server.issuer}/dashboard/login`);
    url.searchParams.set('to', to);
    const login = await customer.visitor.open(url);
    const { username, password, code: otp } = maya;
    const code = await customer.visitor.press(login, 'login-submit', { username, password });
    const page = await customer.visitor.press(code, 'login-submit', { otp });
    expect(page.url.href).toMatch(new RegExp(`^${server.issuer}/dashboard`));
    expect(page.answer.status).toBe(200);
  });

  it('takes no form that another page made, at the sign-in and inside (RFC 9700 4.7)', async () => {
    const login = await customer.open();
    const forged = (body: string) => body.replaceAll(/(name="csrf" value=")[^"]+/g, '$1x');
    const send = (page: typeof login, button: string, fields = {}) =>
      customer.visitor.press(
        { ...page, answer: { ...page.answer, body: forged(page.answer.body) } },
        button,
        fields,
      );
    expect((await send(login, 'login-submit', maya)).answer.status).toBe(400);
    const stranger = new BankVisitor(server.tls.ca);
    expect((await stranger.press(login, 'login-submit', {})).answer.status).toBe(400);
    const page = await customer.signIn(maya);
    const { answer } = await send(page, 'sign-out');
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('That did not come from a page of yours');
    expect((await customer.open()).url.pathname).toBe('/harbour/dashboard');
  });

  it('begins all the same when a button is pressed twice', async () => {
    const login = await customer.open();
    const { username, password, code: otp } = maya;
    const press = (page: typeof login, fields: Record<string, string>) =>
      Promise.all([1, 2, 3].map(() => customer.visitor.press(page, 'login-submit', fields)));
    await press(login, { username, password });
    const code = await customer.open('/code');
    for (const page of await press(code, { otp })) {
      expect(page.url.pathname).toBe('/harbour/dashboard');
    }
    expect((await customer.open()).url.pathname).toBe('/harbour/dashboard');
  });

  it('slows down who guesses, like the sign-in of a journey', async () => {
    const login = await customer.open();
    const guess = () =>
      customer.visitor.press(login, 'login-submit', { username: 'theo', password: 'no' });
    for (let tries = 1; tries <= 10; tries += 1) expect((await guess()).answer.status).toBe(422);
    const { answer } = await guess();
    expect(answer.status).toBe(429);
    expect(answer.header('retry-after')).toMatch(/^\d+$/);
  });
});
