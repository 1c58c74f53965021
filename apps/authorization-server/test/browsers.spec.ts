import { BankVisitor, exchange, type FapiClient, type Page, type Pushed } from '@sandbank/testing';
import { randomUUID } from 'node:crypto';
import { PushedRequestStore } from '../src/authorization/pushed-request.store.js';
import { maya, startServer, theo, type RunningServer } from './running-server.js';

describe('a pushed request and the browsers that open it (SP-6.4)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let pushed: Pushed;
  let first: BankVisitor;
  let url: URL;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    server.clock.advance(1);
    pushed = await client.push();
    first = new BankVisitor(server.tls.ca);
    url = await client.authorizationUrl(pushed.requestUri);
  });

  const another = (): BankVisitor => new BankVisitor(server.tls.ca);
  const consumed = async (): Promise<boolean> => {
    const rows = await server.database.query<{ consumed: boolean }>(
      `SELECT bool_or(consumed_at IS NOT NULL) AS consumed FROM authorization_server.pushed_request
       WHERE parameters->>'state' = $1`,
      [pushed.state],
    );
    return rows[0]?.consumed === true;
  };
  const allow = async (visitor: BankVisitor, page: Page): Promise<Page> =>
    visitor.press(page, 'consent-allow', { accounts: ['acc-1'] });
  const finish = async (visitor: BankVisitor, loginPage: Page): Promise<Page> => {
    const codePage = await visitor.press(loginPage, 'login-submit', maya);
    return allow(visitor, await visitor.press(codePage, 'login-submit', { otp: maya.code }));
  };
  const expectOpenedElsewhere = ({ answer }: Page): void => {
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('id="oauth-error"');
    expect(answer.body).toContain('invalid_request_uri');
    expect(answer.body).toContain('opened in another browser');
    expect(answer.body).toContain(answer.header('x-fapi-interaction-id'));
  };

  it('may be opened again and again by the same browser before it signs in, in one interaction', async () => {
    const pages = [await first.open(url), await first.open(url), await first.open(url)];
    for (const { answer } of pages) expect(answer.status).toBe(200);
    expect(new Set(pages.map((page) => page.url.href)).size).toBe(1);
    expect(first.cookies.size).toBe(1);
    expect((await finish(first, pages[0]!)).url.searchParams.has('code')).toBe(true);
  });

  it('shows another browser a page and consumes nothing, while the first goes on undisturbed', async () => {
    const loginPage = await first.open(url);
    const second = another();
    expectOpenedElsewhere(await second.open(url));
    expect(second.cookies.size).toBe(0);
    expect(await consumed()).toBe(false);
    expect((await finish(first, loginPage)).url.searchParams.has('code')).toBe(true);
  });

  it('knows the first browser again at every later step', async () => {
    const codePage = await first.press(await first.open(url), 'login-submit', maya);
    expect((await first.open(url)).url.href).toBe(codePage.url.href);
    const consentPage = await first.press(codePage, 'login-submit', { otp: maya.code });
    expect((await first.open(url)).url.href).toBe(consentPage.url.href);
    expectOpenedElsewhere(await another().open(url));
    expect((await allow(first, consentPage)).url.searchParams.has('code')).toBe(true);
    const after = await first.open(url);
    expect(after.answer.status).toBe(400);
    expect(after.answer.body).toContain('This request has ended');
  });

  it('belongs to nobody after a look without cookies: a preview, a scanner, HEAD', async () => {
    for (const method of ['GET', 'GET', 'HEAD']) {
      const answer = await exchange(url, server.tls.ca, { method });
      expect(answer.status).toBe(method === 'HEAD' ? 200 : 303);
      const target = answer.header('location');
      if (target === undefined) continue;
      const lost = await exchange(new URL(target, url), server.tls.ca);
      expect(lost.status).toBe(400);
      expect(lost.body).toContain('keeps no cookies');
    }
    expect((await finish(first, await first.open(url))).url.searchParams.has('code')).toBe(true);
  });

  it('is not opened by HEAD of the sign-in page either', async () => {
    const jar = another();
    const begun = await exchange(url, server.tls.ca);
    const [cookie = ''] = (begun.header('set-cookie') ?? '').split(';');
    const login = new URL(begun.header('location') ?? '', url);
    const head = await exchange(login, server.tls.ca, { method: 'HEAD', headers: { cookie } });
    expect(head.status).toBe(200);
    expect((await jar.open(url)).answer.status).toBe(200);
    const late = await exchange(login, server.tls.ca, { headers: { cookie } });
    expect(late.body).toContain('opened in another browser');
  });

  it('goes to one of two browsers that come at once', async () => {
    const visitors = Array.from({ length: 6 }, another);
    const pages = await Promise.all(visitors.map((visitor) => visitor.open(url)));
    const statuses = pages.map(({ answer }) => answer.status).sort();
    expect(statuses).toEqual([200, 400, 400, 400, 400, 400]);
    const winner = pages.findIndex(({ answer }) => answer.status === 200);
    expect((await finish(visitors[winner]!, pages[winner]!)).url.searchParams.has('code')).toBe(
      true,
    );
  });

  it('goes to the first of many that ask for it, and stays there', async () => {
    const requests = server.service(PushedRequestStore);
    const [at] = await server.database.query<{ slot: number; reference: Buffer }>(
      `SELECT slot, reference FROM authorization_server.pushed_request WHERE parameters->>'state' = $1`,
      [pushed.state],
    );
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const owners = await Promise.all(ids.map((id) => requests.open(at!, id)));
    expect(new Set(owners).size).toBe(1);
    expect(ids).toContain(owners[0]);
    expect(await requests.open(at!, randomUUID())).toBe(owners[0]);
  });

  it('is one journey in two tabs that were opened before either came to the page', async () => {
    const begun = [await exchange(url, server.tls.ca), await exchange(url, server.tls.ca)];
    for (const answer of begun) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(answer.header('set-cookie')!)!;
      first.cookies.set(name, value);
    }
    const pages = [];
    for (const answer of begun) {
      pages.push(await first.open(new URL(answer.header('location')!, url)));
    }
    expect(new Set(pages.map((page) => page.url.href)).size).toBe(1);
    expect(pages.map(({ answer }) => answer.status)).toEqual([200, 200]);
  });

  it('cannot be ended by an interaction of another browser that was begun before', async () => {
    const begun = await exchange(url, server.tls.ca);
    const [cookie = ''] = (begun.header('set-cookie') ?? '').split(';');
    server.clock.advance(30);
    const loginPage = await first.open(url);
    server.clock.advance(575);
    const login = new URL(begun.header('location')!, url);
    const late = await exchange(login, server.tls.ca, { headers: { cookie } });
    expect(late.body).toContain('opened in another browser');
    expect(await consumed()).toBe(false);
    expect((await finish(first, loginPage)).url.searchParams.has('code')).toBe(true);
  });

  it('cannot be completed by an interaction that it does not belong to', async () => {
    await first.open(url);
    const { InteractionStore } = await import('../src/interaction/interaction.store.js');
    const { Database } = await import('@sandbank/platform');
    const id = '0199f3d2-0001-7000-8000-000000000001';
    const [request] = await server.database.query<{ slot: number; reference: Buffer }>(
      `SELECT slot, reference FROM authorization_server.pushed_request WHERE parameters->>'state' = $1`,
      [pushed.state],
    );
    const stolen = { id, request } as unknown as Parameters<
      InstanceType<typeof InteractionStore>['complete']
    >[0];
    const completed = await server
      .service(InteractionStore)
      .complete(stolen, 'allowed', server.clock.now(), server.service(Database));
    expect(completed).toBe(false);
    expect(await consumed()).toBe(false);
  });

  it('keeps the customers of two requests apart in one browser', async () => {
    const other = await client.push();
    const pages = [
      await first.open(url),
      await first.open(await client.authorizationUrl(other.requestUri)),
    ];
    expect(pages[0]!.url.href).not.toBe(pages[1]!.url.href);
    const back = await finish(first, pages[1]!);
    expect(back.url.searchParams.get('state')).toBe(other.state);
    const codePage = await first.press(pages[0]!, 'login-submit', theo);
    expect(codePage.answer.status).toBe(200);
  });
});
