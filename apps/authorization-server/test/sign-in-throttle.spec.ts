import { Database, networkOf, statement } from '@sandbank/platform';
import { BankVisitor, type FapiClient, type Page } from '@sandbank/testing';
import { CustomerService } from '../src/customer/customer.service.js';
import { KnownBrowsers } from '../src/customer/known-browser.js';
import { SignInThrottle } from '../src/customer/sign-in-throttle.js';
import { maya, startServer, theo, type RunningServer } from './running-server.js';

describe('who guesses is slowed down, and nobody is locked out', () => {
  let server: RunningServer;
  let client: FapiClient;
  let customers: CustomerService;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
    customers = server.service(CustomerService);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    server.clock.advance(1);
    await server.database.query('DELETE FROM authorization_server.sign_in_throttle');
  });

  const at = { bank: 'harbour', username: maya.username, address: '203.0.113.7' };
  const throttle = (): SignInThrottle => server.service(SignInThrottle);

  interface From {
    readonly username?: string;
    readonly address?: string;
    readonly knownBrowser?: string;
  }
  const attempt = async (password: string, from: From = {}): Promise<string | number> => {
    const tried = await customers.authenticate(
      { knownBrowser: undefined, ...at, ...from },
      password,
    );
    return tried.outcome === 'early' ? tried.waitSeconds : tried.outcome;
  };
  /** Failures, without the work of looking at a password. */
  const fail = async (times: number, from: From = {}): Promise<void> => {
    const one = throttle().passwordAttempt({ knownBrowser: undefined, ...at, ...from });
    for (let time = 0; time < times; time += 1) {
      for (;;) {
        const wait = await throttle().count(one);
        if (wait === undefined) break;
        server.clock.advance(wait);
      }
    }
  };
  const loginPage = async (visitor: BankVisitor): Promise<Page> => {
    const { requestUri } = await client.push();
    return visitor.open(await client.authorizationUrl(requestUri));
  };

  it('waits longer after each failure from the tenth on, and never longer than 30 seconds', async () => {
    await fail(10);
    const waits: (string | number)[] = [];
    for (let round = 0; round < 8; round += 1) {
      const wait = await attempt('wrong');
      waits.push(wait);
      server.clock.advance(Number(wait));
      expect(await attempt('wrong')).toBe('wrong');
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('looks at no password too early, not at the right one either, and counts nothing then', async () => {
    await fail(12);
    for (let time = 0; time < 20; time += 1) expect(await attempt(maya.password)).toBe(4);
    const one = throttle().passwordAttempt({ ...at, knownBrowser: undefined });
    for (let time = 0; time < 120; time += 1) await throttle().count(one);
    expect(await attempt(theo.password, { username: theo.username })).toBe('right');
    server.clock.advance(4);
    expect(await attempt(maya.password)).toBe('right');
  });

  it('lets one of those count that looked at the same moment', async () => {
    await fail(9);
    const one = throttle().passwordAttempt({ ...at, knownBrowser: undefined });
    const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    const lock = `SELECT 1 FROM authorization_server.sign_in_throttle ORDER BY key FOR UPDATE`;
    const tries = await server.service(Database).transaction(async (transaction) => {
      await transaction.query(statement('throttle.lock', lock));
      const begun = [1, 2, 3, 4].map(() => throttle().count(one));
      const blocked = async () =>
        (await server.database.query<{ count: number }>(waiting))[0]!.count === begun.length;
      while (!(await blocked())) await new Promise((resolve) => setTimeout(resolve, 10));
      return { begun };
    });
    const waits = await Promise.all(tries.begun);
    expect(waits.filter((wait) => wait === undefined)).toHaveLength(1);
  });

  it('starts anew after a sign-in, and after a quarter of an hour', async () => {
    await fail(9);
    expect(await attempt(maya.password)).toBe('right');
    await fail(9);
    server.clock.advance(900);
    await fail(9);
    expect(await attempt('wrong')).toBe('wrong');
    expect(await attempt('wrong')).toBe(1);
  });

  it('says the same of a name that nobody has', async () => {
    for (const from of [{ username: 'nobody' }, { address: '203.0.113.8' }]) {
      expect(await attempt('wrong', from)).toBe('wrong');
      await fail(10, from);
      expect(await attempt('wrong', from)).toBe(2);
    }
  });

  it('does not count against the customer at home what somebody tries elsewhere', async () => {
    await fail(30, { address: '198.51.100.66' });
    expect(await attempt(maya.password)).toBe('right');
  });

  it('does not count against a known browser what others try, at its own address and everywhere', async () => {
    await fail(15);
    await fail(100, { address: '198.51.100.66' });
    expect(await attempt(maya.password)).toEqual(expect.any(Number));
    expect(await attempt(maya.password, { knownBrowser: 'hers' })).toBe('right');
  });

  it('counts a known browser for itself: who steals it gains nothing', async () => {
    await fail(10, { knownBrowser: 'hers' });
    expect(await attempt(maya.password, { knownBrowser: 'hers' })).toBe(1);
  });

  it('slows down tries at one account from everywhere, after a hundred and by five seconds', async () => {
    for (let time = 0; time < 104; time += 1) await fail(1, { address: `198.51.100.${time}` });
    expect(await attempt('wrong', { address: '203.0.113.99' })).toBe(5);
    server.clock.advance(5);
    expect(await attempt(maya.password, { address: '203.0.113.99' })).toBe('right');
  });

  it('slows down tries from one address at every account, after a hundred and by five seconds', async () => {
    for (let time = 0; time < 104; time += 1) await fail(1, { username: `guess ${time}` });
    expect(await attempt(theo.password, { username: theo.username })).toBe(5);
    expect(await attempt(theo.password, { username: theo.username, address: '203.0.113.8' })).toBe(
      'right',
    );
  });

  it('gives back to shared counts what was right, so that a busy address stays free', async () => {
    for (let time = 0; time < 110; time += 1) {
      const who = { bank: 'harbour', username: `c${time}`, address: '203.0.113.7' };
      const one = throttle().passwordAttempt({ ...who, knownBrowser: undefined });
      expect(await throttle().count(one)).toBeUndefined();
      await throttle().forgive(one);
    }
    expect(await attempt('wrong', { username: theo.username })).toBe('wrong');
    expect(await attempt(theo.password, { username: theo.username })).toBe('right');
  });

  it('lets no more than ten of many tries at the same moment be looked at', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => attempt('wrong')));
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
    expect(outcomes.filter((outcome) => typeof outcome === 'number')).toHaveLength(30);
  });

  it('counts in every process what another one saw', async () => {
    const other = await server.another();
    const { requestUri } = await client.push();
    const url = await client.authorizationUrl(requestUri);
    const visitor = new BankVisitor(server.tls.ca);
    const page = await visitor.open(url.href.replace(server.issuer, other));
    for (const address of ['127.0.0.1', networkOf('::1')]) await fail(10, { address });
    const early = await visitor.press(page, 'login-submit', maya);
    expect(early.answer.status).toBe(429);
  });

  it('shows how long to wait, with status 429 and Retry-After', async () => {
    const visitor = new BankVisitor(server.tls.ca);
    let page = await loginPage(visitor);
    for (let time = 0; time < 10; time += 1) {
      page = await visitor.press(page, 'login-submit', { username: 'maya', password: 'wrong' });
      if (page.url.origin === 'https://app.example') page = await loginPage(visitor);
    }
    const early = await visitor.press(page, 'login-submit', maya);
    expect(early.answer.status).toBe(429);
    expect(early.answer.header('retry-after')).toBe('1');
    expect(early.answer.body).toContain('Wait one second, then try again.');
    server.clock.advance(1);
    const codePage = await visitor.press(early, 'login-submit', maya);
    expect(codePage.url.pathname).toMatch(/\/code$/);
  });

  it('counts wrong codes across the journeys of a customer, and not against a known browser', async () => {
    const known = new BankVisitor(server.tls.ca);
    const { requestUri } = await client.push();
    await known.signIn(await client.authorizationUrl(requestUri), maya);
    const guess = async (visitor: BankVisitor, code: string): Promise<Page> => {
      const page = await visitor.press(await loginPage(visitor), 'login-submit', maya);
      return visitor.press(page, 'login-submit', { otp: code });
    };
    for (let time = 0; time < 10; time += 1) {
      expect((await guess(new BankVisitor(server.tls.ca), '000000')).answer.status).toBe(422);
    }
    const early = await guess(new BankVisitor(server.tls.ca), maya.code);
    expect(early.answer.status).toBe(429);
    expect(early.answer.header('retry-after')).toBe('1');
    expect((await guess(known, maya.code)).url.pathname).toMatch(/\/consent$/);
  });

  it('knows a browser only by what it gave to it, for that account at that bank', async () => {
    const browsers = server.service(KnownBrowsers);
    const token = browsers.tokenFor('harbour', 'maya');
    const name = browsers.nameIn(token, 'harbour', 'maya');
    expect(name).toEqual(expect.any(String));
    expect(browsers.tokenFor('harbour', 'maya', name)).toBe(token);
    expect(browsers.nameIn(token, 'granite', 'maya')).toBeUndefined();
    expect(browsers.nameIn(token, 'harbour', 'theo')).toBeUndefined();
    for (const forged of ['', '.', `${name}.`, `${name}.x`, `x.${token.split('.')[1]}`]) {
      expect(browsers.nameIn(forged, 'harbour', 'maya')).toBeUndefined();
    }
  });

  it('keeps no names and no addresses, and forgets what is over', async () => {
    await fail(1);
    const table = 'authorization_server.sign_in_throttle';
    const rows = await server.database.query<{ key: Buffer }>(`SELECT * FROM ${table}`);
    expect(rows).toHaveLength(3);
    for (const { key } of rows) expect(key).toHaveLength(32);
    server.clock.advance(901);
    await throttle().removeForgotten();
    expect(await server.database.query(`SELECT * FROM ${table}`)).toEqual([]);
  });
});
