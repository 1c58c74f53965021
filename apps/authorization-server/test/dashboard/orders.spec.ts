import { ConsentStore } from '@sandbank/consent';
import { detailsOf } from '../details-of-every-type.js';
import { textOf } from '../interaction-views/markup.js';
import { maya, startServer, type RunningServer } from '../running-server.js';
import { agree } from './agreed.js';
import { DashboardCustomer } from './customer.js';

let server: RunningServer;
let customer: DashboardCustomer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  server.clock.advance(1);
  customer = new DashboardCustomer(server);
  await customer.signIn(maya);
});

const next = {
  On: '2027-01-04T09:00:00.000Z',
  Amount: { Amount: '500.00', Currency: 'GBP' },
};

/** How one consent stands on a list: the mark that its state wears, and its words. */
async function onTheList(path: string, consentId: string): Promise<string> {
  const { answer } = await customer.open(path);
  const card = answer.body.split('<article').find((part) => part.includes(`consent-${consentId}`));
  const [, mark, words] = /class="status status-(\w+)">(.*?)<\/div>/s.exec(card ?? '') ?? [];
  return `${mark}: ${textOf(words ?? '')}`;
}

/** A consent to an order; `isPlaced` says whether the app has handed it in. */
async function consentTo(type: string, isPlaced: boolean): Promise<string> {
  const { consentId } = await agree(server, {
    ...{ customerId: maya.id, accountIds: ['acc-2'] },
    details: detailsOf(`urn:sandbank:${type}:v1`),
  });
  if (isPlaced) {
    const store = new ConsentStore(server.database.connect('authorizationServer', 1));
    const act = {
      now: server.clock.now(),
      by: 'client:client-one',
      surface: 'payments-api',
    } as const;
    await store.consume(consentId, { ...act, reason: 'its order was placed' });
  }
  server.clock.advance(1);
  return consentId;
}

describe('an order at the dashboard', () => {
  it('is told with what it pays next, and called off in two steps', async () => {
    const consentId = await consentTo('domestic-standing-order', true);
    server.orders.placed = { Status: 'INCO', Next: next };
    const page = await customer.open(`/consents/${consentId}`);
    const text = textOf(page.answer.body);
    expect(text).toContain('Set up');
    expect(text).toContain('Next payment £500.00 on 4 January 2027');
    expect(text).toContain('handed the order in');
    const question = await customer.open(`/consents/${consentId}/stop`);
    expect(textOf(question.answer.body)).toMatch(/Call off the standing order by App/);
    expect(textOf(question.answer.body)).toContain('The bank makes no more of these payments.');
    const done = await customer.press(question, 'stop-confirm');
    expect(done.url.href).toMatch(/outcome=stopped$/);
    expect(textOf(done.answer.body)).toContain('Done. The bank pays nothing more by this order.');
    expect(textOf(done.answer.body)).toContain('Called off');
    expect(textOf(done.answer.body)).toMatch(/handed the order in.*You called it off/);
    expect(done.answer.body).not.toContain('id="stop"');
    const again = await customer.open(`/consents/${consentId}/stop`);
    expect(again.url.href).toMatch(/outcome=stopped-before$/);
  });

  it('that is over leaves nothing to stop', async () => {
    const consentId = await consentTo('domestic-scheduled-payment', true);
    server.orders.placed = { Status: 'PDNG' };
    const page = await customer.open(`/consents/${consentId}`);
    expect(textOf(page.answer.body)).toContain('Carried out');
    expect(page.answer.body).not.toContain('id="stop"');
    const question = await customer.open(`/consents/${consentId}/stop`);
    expect(question.url.href).toMatch(/outcome=stopped-before$/);
  });

  it('that was not handed in yet is taken back as a consent', async () => {
    const consentId = await consentTo('domestic-scheduled-payment', false);
    const overview = textOf((await customer.open('')).answer.body);
    expect(await onTheList('', consentId)).toMatch(/^paused: .*Not ordered yet/);
    expect(overview).toMatch(/£2,500\.00 to Rosa Lindqvist on \d+ \w+ \d{4}/);
    const question = await customer.open(`/consents/${consentId}/stop`);
    expect(textOf(question.answer.body)).toContain('can no longer order this payment');
    const done = await customer.press(question, 'stop-confirm');
    expect(textOf(done.answer.body)).toContain('You stopped it');
  });

  it('stands in the history as the bank says it stands', async () => {
    const At = '2026-11-22T08:00:00.000Z';
    for (const [type, order, shown] of [
      ['standing-order', { Status: 'INCO', Next: next }, 'done: .*Set up'],
      ['standing-order', { Status: 'INCO' }, 'ended: .*Ended'],
      [
        'standing-order',
        { Status: 'CANC', CalledOff: { At, By: 'bank' } },
        'stopped: .*Called off',
      ],
      ['scheduled-payment', { Status: 'PDNG', Next: next }, 'done: .*Ordered'],
      ['scheduled-payment', { Status: 'PDNG' }, 'ended: .*Carried out'],
      ['scheduled-payment', { Status: 'PDNG', Rejected: true }, 'stopped: .*Not paid'],
    ] as const) {
      const consentId = await consentTo(`domestic-${type}`, true);
      Object.assign(server.orders, { placed: order, under: [consentId] });
      expect(await onTheList('/history', consentId)).toMatch(new RegExp(`^${shown}`));
      if (order.Status !== 'CANC') continue;
      const page = textOf((await customer.open(`/consents/${consentId}`)).answer.body);
      expect(page).toMatch(/handed the order in.*The bank called it off 22 November 2026 at 08:00/);
    }
  });

  it('is shown without its next payment, and cannot be called off, while the bank is silent', async () => {
    const consentId = await consentTo('domestic-standing-order', true);
    server.orders.placed = { Status: 'INCO', Next: next };
    server.resourceServerStatus = 503;
    const page = await customer.open(`/consents/${consentId}`);
    expect(page.answer.status).toBe(200);
    expect(textOf(page.answer.body)).not.toContain('Next payment');
    expect(await onTheList('/history', consentId)).toMatch(/^ended: .*Set up/);
    const question = await customer.open(`/consents/${consentId}/stop`);
    server.resourceServerStatus = 200;
    expect(question.answer.status).toBe(503);
    expect(server.orders.placed).toMatchObject({ Status: 'INCO' });
  });
});
