import { ConsentStore, CustomerStops, type Act } from '@sandbank/consent';
import { maya, startServer, theo, type RunningServer } from '../running-server.js';
import { agree } from './agreed.js';
import { DashboardCustomer } from './customer.js';
import { textOf } from '../interaction-views/markup.js';

describe('the pages of the dashboard', () => {
  let server: RunningServer;
  let customer: DashboardCustomer;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    server.clock.advance(1);
    server.resourceServerStatus = 200;
    server.accesses.lastAccesses.length = 0;
    server.accesses.receipts.length = 0;
    await server.database.query(
      `UPDATE consent."grant" SET status = 'REVOKED',
      updated_at = $1, changed_by = 'authorization-server', surface = 'operator'
      WHERE status = 'ACTIVE'`,
      [server.clock.now()],
    );
    server.clock.advance(1);
    customer = new DashboardCustomer(server);
    await customer.signIn(maya);
  });

  const text = async (path = '') => textOf((await customer.open(path)).answer.body);

  it('teach how an app gets there when nothing is shared', async () => {
    expect(await text()).toContain('You start in the app and choose your bank.');
  });

  it('show what an app sees, of which accounts, since when, until when and when it last looked', async () => {
    const expires = new Date(server.clock.now().getTime() + 90 * 86_400_000);
    const { consentId } = await agree(server, { customerId: maya.id, expires });
    const at = server.clock.now().toISOString();
    server.accesses.lastAccesses.push({ ConsentId: consentId, At: at });
    const shown = await text();
    for (const words of [
      'App <b>client-one</b>',
      'Account information',
      'Sharing now',
      'Your Account Details',
      'Account acc-1 •••• 4321',
      new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(expires),
      ` at ${at.slice(11, 16)}`,
    ]) {
      expect(shown).toContain(words);
    }
  });

  it('show a payment as a payment', async () => {
    await agree(server, { customerId: maya.id, payment: true, accountIds: ['acc-2'] });
    const shown = await text();
    expect(shown).toContain('£12.50 to Rosa , reference Dinner');
    expect(shown).toContain('Not paid yet');
    expect(shown).not.toContain('Used once');
  });

  it('keep what has ended, in the history, and say who ended it', async () => {
    const { consentId, grantId } = await agree(server, { customerId: maya.id });
    const database = server.database.connect('authorizationServer', 1);
    const now = server.clock.now();
    const act: Act = { now, by: 'client:client-one', surface: 'grants-api' };
    await new ConsentStore(database).revoke(consentId, act);
    expect(grantId).toBeDefined();
    expect(await text()).not.toContain(consentId);
    expect((await customer.open('/history')).answer.body).toContain(consentId);
    const details = await text(`/consents/${consentId}`);
    expect(details).toMatch(
      /asked for it.*You allowed it.*on the bank’s own page.*client-one<\/b> stopped it/,
    );
  });

  it('lead through a long history page by page, each entry once', async () => {
    const stops = new CustomerStops(server.database.connect('authorizationServer', 1));
    const ids: string[] = [];
    for (let index = 0; index < 43; index += 1) {
      const { consentId } = await agree(server, { customerId: theo.id });
      ids.push(consentId);
      const act: Act = { now: server.clock.now(), by: `customer:${theo.id}`, surface: 'dashboard' };
      await stops.stopConsent({ bank: 'harbour', customerId: theo.id }, consentId, act);
    }
    const other = new DashboardCustomer(server);
    let page = await other.signIn(theo, '/history');
    const seen: string[] = [];
    for (;;) {
      seen.push(
        ...[...page.answer.body.matchAll(/<article[^>]*"consent-([\w-]{36})"/g)].map(
          ([, id]) => id!,
        ),
      );
      const older = /id="older" href="([^"]+)"/.exec(page.answer.body)?.[1];
      if (older === undefined) break;
      page = await other.visitor.open(new URL(older, page.url));
    }
    expect(seen.sort()).toEqual(ids.sort());
  });

  it('show each access: what, of which account, when, how often, and whether the customer was there', async () => {
    const { consentId } = await agree(server, { customerId: maya.id });
    server.accesses.receipts.push(
      {
        ...{ At: '2026-11-21T15:30:00.000Z', Method: 'GET', Resource: 'accounts/balances' },
        ...{ AccountIds: ['acc-1'], CustomerPresent: true, Count: 3 },
      },
      {
        ...{ At: '2026-11-20T04:00:00.000Z', Method: 'GET', Resource: 'a-new/thing' },
        ...{ AccountIds: [], CustomerPresent: false, Count: 1 },
      },
    );
    const shown = await text(`/consents/${consentId}`);
    expect(shown).toMatch(
      /Saturday, 21 November 2026 15:30 Your balances · 3 times You were there Your Account Details · Account acc-1/,
    );
    expect(shown).toMatch(/Friday, 20 November 2026 04:00 a new thing You were not there/);
  });

  it('go on without accounts and receipts when the bank does not answer, say so, and stop all the same', async () => {
    const { consentId } = await agree(server, { customerId: maya.id });
    server.resourceServerStatus = 500;
    const overview = await customer.open();
    expect(overview.answer.status).toBe(200);
    expect(textOf(overview.answer.body)).toContain('A part of the bank does not answer right now.');
    const details = await text(`/consents/${consentId}`);
    expect(details).toContain('The receipts cannot be shown right now.');
    expect(details).toContain('2 accounts');
    const ask = await customer.open(`/consents/${consentId}/stop`);
    expect(textOf((await customer.press(ask, 'stop-confirm')).answer.body)).toContain('Done.');
  });

  it('name an app that the bank has frozen, and one that it has removed', async () => {
    await agree(server, { customerId: maya.id, clientId: 'client-gone' });
    const shown = await text();
    expect(shown).toContain('client-gone');
    expect(shown).toContain('The bank has stopped this app');
  });

  it('name an app that only knows who the customer is, and stop it too', async () => {
    const { consentId } = await agree(server, { customerId: maya.id });
    const act: Act = { now: server.clock.now(), by: 'clock', surface: 'clock' };
    const database = server.database.connect('authorizationServer', 1);
    await new ConsentStore(database).expire(consentId, act);
    const overview = await customer.open();
    expect(textOf(overview.answer.body)).toContain('It knows who you are');
    const ask = await customer.open('/apps/client-one/stop');
    const done = await customer.press(ask, 'stop-confirm');
    expect(textOf(done.answer.body)).toMatch(/Everything with App <b>client-one<\/b> is stopped\./);
    expect(textOf(done.answer.body)).not.toContain('It knows who you are');
  });

  it('are not kept by the browser, run nothing, and stand in no frame', async () => {
    for (const path of ['', '/history', '/login', '/none']) {
      const { answer } = await customer.open(path);
      expect(answer.header('cache-control')).toBe('no-store');
      expect(answer.header('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
    }
  });
});
