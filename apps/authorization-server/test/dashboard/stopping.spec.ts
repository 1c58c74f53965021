import type { Page } from '@sandbank/testing';
import { textOf } from '../interaction-views/markup.js';
import { maya, startServer, type RunningServer } from '../running-server.js';
import { agree } from './agreed.js';
import { DashboardCustomer } from './customer.js';

describe('stopping at the dashboard', () => {
  let server: RunningServer;
  let customer: DashboardCustomer;
  let consentId: string;
  let grantId: string;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    server.clock.advance(1);
    customer = new DashboardCustomer(server);
    await customer.signIn(maya);
    ({ consentId, grantId } = await agree(server, { customerId: maya.id }));
    server.clock.advance(1);
  });

  const states = async (): Promise<unknown> => {
    const [row] = await server.database.query(
      `SELECT c.status AS consent, g.status AS grant FROM consent.consent c
       JOIN consent."grant" g USING (grant_id) WHERE c.consent_id = $1`,
      [consentId],
    );
    return row;
  };
  const ask = (): Promise<Page> => customer.open(`/consents/${consentId}/stop`);

  it('changes nothing at the first step, which says what follows', async () => {
    const page = textOf((await ask()).answer.body);
    for (const words of [
      'can no longer see anything of these accounts',
      'it may keep',
      'No way back',
    ]) {
      expect(page).toContain(words);
    }
    expect(await states()).toEqual({ consent: 'AUTHORISED', grant: 'ACTIVE' });
  });

  it('ends the consent at the second, and the grant with its last living one', async () => {
    const page = await customer.press(await ask(), 'stop-confirm');
    expect(page.url.href).toMatch(new RegExp(`/consents/${consentId}\\?outcome=stopped$`));
    expect(textOf(page.answer.body)).toContain('You stopped it');
    expect(await states()).toEqual({ consent: 'REVOKED', grant: 'REVOKED' });
    const [entry] = await server.database.query(
      `SELECT changed_by, surface, interaction_id IS NOT NULL AS traced FROM consent.consent_history
       WHERE consent_id = $1 ORDER BY version DESC LIMIT 1`,
      [consentId],
    );
    expect(entry).toEqual({
      changed_by: `customer:${maya.id}`,
      surface: 'dashboard',
      traced: true,
    });
  });

  it('says honestly what a second click and a second tab find', async () => {
    const tabs = [await ask(), await ask()];
    const pages = await Promise.all(tabs.map((tab) => customer.press(tab, 'stop-confirm')));
    const outcomes = pages.map(({ url }) => url.searchParams.get('outcome')).sort();
    expect(outcomes).toEqual(['stopped', 'stopped-before']);
    const again = await ask();
    expect(again.url.searchParams.get('outcome')).toBe('stopped-before');
    expect(textOf(again.answer.body)).toContain('There was nothing left to stop');
  });

  it('claims no outcome that an address alone makes up', async () => {
    const page = await customer.open(`/consents/${consentId}?outcome=stopped`);
    expect(page.answer.body).not.toContain('id="stopped"');
    expect((await customer.open('?stopped=client-one')).answer.body).not.toContain('id="stopped"');
    expect((await customer.open('?stopped=nobody')).answer.body).not.toContain('id="stopped"');
  });

  it('stops what is paused as well', async () => {
    await server.database.query(
      `UPDATE consent.consent SET status = 'SUSPENDED', changed_by = 'clock', surface = 'clock'
       WHERE consent_id = $1`,
      [consentId],
    );
    expect(textOf((await customer.open()).answer.body)).toContain('Paused');
    await customer.press(await ask(), 'stop-confirm');
    expect(await states()).toEqual({ consent: 'REVOKED', grant: 'REVOKED' });
  });

  it('stops everything with an app at once, and nothing of another app', async () => {
    const other = await agree(server, { customerId: maya.id, clientId: 'client-two' });
    await agree(server, { customerId: maya.id, payment: true, accountIds: ['acc-1'] });
    const page = await customer.press(await customer.open('/apps/client-one/stop'), 'stop-confirm');
    expect(textOf(page.answer.body)).toMatch(/Everything with App <b>client-one<\/b> is stopped\./);
    const living = await server.database.query(
      `SELECT consent_id FROM consent.consent WHERE status = 'AUTHORISED' AND customer_id = $1`,
      [maya.id],
    );
    expect(living).toEqual([{ consent_id: other.consentId }]);
    const again = await customer.open('/apps/client-one/stop');
    expect(again.url.pathname).toBe('/harbour/dashboard');
  });

  it('is refused without the token of the page (RFC 9700 4.7), and after the session', async () => {
    const page = await ask();
    const body = page.answer.body.replaceAll(/(name="csrf" value=")[^"]+/g, '$1x');
    const forged = { ...page, answer: { ...page.answer, body } };
    expect((await customer.press(forged, 'stop-confirm')).answer.status).toBe(400);
    const tokenOf = (html: string) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const another = new DashboardCustomer(server);
    const theirs = tokenOf((await another.signIn(maya)).answer.body);
    const mixed = page.answer.body.replaceAll(tokenOf(page.answer.body), theirs);
    const sent = { ...page, answer: { ...page.answer, body: mixed } };
    expect((await customer.press(sent, 'stop-confirm')).answer.status).toBe(400);
    server.clock.advance(601);
    const late = await customer.press(page, 'stop-confirm');
    expect(late.url.pathname).toBe('/harbour/dashboard/login');
    expect(late.url.searchParams.get('to')).toBe(`/harbour/dashboard/consents/${consentId}/stop`);
    expect(await states()).toEqual({ consent: 'AUTHORISED', grant: 'ACTIVE' });
  });

  it('leaves a grant alone that has another living consent', async () => {
    const second = await agree(server, { customerId: maya.id, grantId });
    await customer.press(await ask(), 'stop-confirm');
    expect(await states()).toEqual({ consent: 'REVOKED', grant: 'ACTIVE' });
    const other = await customer.open(`/consents/${second.consentId}/stop`);
    await customer.press(other, 'stop-confirm');
    expect(await states()).toEqual({ consent: 'REVOKED', grant: 'REVOKED' });
  });
});
