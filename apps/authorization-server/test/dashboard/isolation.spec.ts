import { randomUUID } from 'node:crypto';
import { RouteTable } from '@sandbank/platform';
import { seedAuthorizationServer } from '../../src/seed/seed-authorization-server.js';
import { seedFile } from '../../src/seed/seed-file.js';
import { textOf } from '../interaction-views/markup.js';
import { maya, startServer, theo, type RunningServer } from '../running-server.js';
import { agree } from './agreed.js';
import { DashboardCustomer, type Person } from './customer.js';

type Bank = 'harbour' | 'granite';

/** At each bank two customers with a consent each, given to an app of their own. */
interface Inhabitant extends Person {
  readonly bank: Bank;
  readonly clientId: string;
}
const inhabitants: readonly Inhabitant[] = [
  { ...maya, bank: 'harbour', clientId: 'client-one' },
  { ...theo, bank: 'harbour', clientId: 'client-two' },
  ...['rosa', 'otto'].map((username, index) => ({
    ...{ username, password: `${username} at granite`, bank: 'granite' as const },
    id: `6f1f0b8e-5a0f-4c1e-9a44-2d5a3d6c1b0${index}`,
    clientId: `client-of-${username}`,
  })),
];

describe('nothing of another customer or bank', () => {
  let server: RunningServer;
  let routes: readonly string[];
  const consentOf = new Map<string, string>();
  const signedIn = new Map<string, DashboardCustomer>();

  beforeAll(async () => {
    server = await startServer();
    routes = server
      .service(RouteTable)
      .list()
      .filter((route) => route.includes(' /:bank/dashboard'));
    await seedAuthorizationServer(
      server.database.connect('authorizationServer', 1),
      seedFile.parse({
        ...{ banks: [], clients: [] },
        customers: inhabitants
          .filter(({ bank }) => bank === 'granite')
          .map(({ id, username, password, bank }) => ({
            id,
            username,
            password,
            bank,
            name: username,
          })),
      }),
    );
    for (const person of inhabitants) {
      const { bank, clientId, id: customerId } = person;
      const { consentId } = await agree(server, { bank, clientId, customerId });
      consentOf.set(person.username, consentId);
      const customer = new DashboardCustomer(server, server.issuer.replace('harbour', bank));
      const page = await customer.signIn(person);
      expect(page.answer.status).toBe(200);
      signedIn.set(person.username, customer);
    }
  }, 60_000);
  afterAll(() => server.stop());

  /** A route with these names filled in, below the customer's own bank. */
  const filled = (route: string, bank: string, consentId: string, clientId: string): string =>
    route
      .replace(/^\w+ /, '')
      .replace(':bank', bank)
      .replace(':consentId', consentId)
      .replace(':paymentId', consentId)
      .replace(':clientId', encodeURIComponent(clientId))
      .replace('*', 'elsewhere');
  const namesSomething = (route: string): boolean => /:consentId|:clientId|:paymentId/.test(route);
  /** A page without what differs with every request: its reference, tokens, minutes. */
  const bare = (html: string): string =>
    textOf(html)
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
      .replace(/About \d+ minutes/, '');

  it('is looked for at every route of the dashboard', () => {
    expect(routes.length).toBeGreaterThanOrEqual(12);
    expect(routes.filter(namesSomething).length).toBeGreaterThanOrEqual(5);
  });

  it('is found by any identifier of anybody else, at any route: the page is that for what never was', async () => {
    for (const me of inhabitants) {
      const customer = signedIn.get(me.username)!;
      const token = /name="csrf" value="([^"]+)"/.exec((await customer.open()).answer.body)?.[1];
      const origin = new URL(customer.issuer).origin;
      for (const route of routes.filter(namesSomething)) {
        const form = route.startsWith('POST ') ? `csrf=${token}` : undefined;
        const at = (consentId: string, clientId: string) =>
          customer.visitor.open(origin + filled(route, me.bank, consentId, clientId), form);
        const unknown = await at(randomUUID(), 'client-of-nobody');
        expect(unknown.answer.status).toBe(404);
        for (const other of inhabitants.filter(({ username }) => username !== me.username)) {
          const { answer } = await at(consentOf.get(other.username)!, other.clientId);
          expect(answer.status).toBe(404);
          expect(bare(answer.body)).toBe(bare(unknown.answer.body));
        }
      }
    }
    const rows = await server.database.query<{ count: string }>(
      `SELECT count(*) FROM consent.consent WHERE status = 'AUTHORISED'`,
    );
    expect(rows).toEqual([{ count: String(inhabitants.length) }]);
  }, 60_000);

  it('stands on any list', async () => {
    for (const me of inhabitants) {
      const customer = signedIn.get(me.username)!;
      for (const path of ['', '/history', `/history?after=${consentOf.get('theo')}`]) {
        const { body } = (await customer.open(path)).answer;
        for (const other of inhabitants.filter(({ username }) => username !== me.username)) {
          expect(body).not.toContain(consentOf.get(other.username));
          expect(body).not.toContain(other.clientId);
        }
      }
    }
  });

  it('is shown with a session of the other bank', async () => {
    const secret = signedIn.get('maya')!.secret;
    for (const route of routes.filter((each) => each.startsWith('GET '))) {
      const thief = new DashboardCustomer(server);
      thief.visitor.cookies.set('__Host-dashboard-granite', secret);
      const url = filled(route, 'granite', consentOf.get('maya')!, 'client-one');
      const page = await thief.visitor.open(new URL(server.issuer).origin + url);
      expect(page.url.pathname).toBe('/granite/dashboard/login');
    }
  });

  it('is shown to somebody who has not signed in: every route leads to the sign-in', async () => {
    for (const route of routes.filter((each) => !/\/login$/.test(each))) {
      const url = filled(route, 'harbour', consentOf.get('maya')!, 'client-one');
      const form = route.startsWith('POST ') ? 'csrf=none' : undefined;
      const stranger = new DashboardCustomer(server);
      const page = await stranger.visitor.open(new URL(server.issuer).origin + url, form);
      expect([page.url.pathname, page.answer.status]).toEqual(['/harbour/dashboard/login', 200]);
      expect(textOf(page.answer.body)).not.toContain('client-one');
    }
  });

  it.each([
    ...['nobody', '%00', '1', "'; DROP TABLE consent.consent; --", '%F0%9F%8F%A6', 'a'.repeat(250)],
    ...['00000000-0000-0000-0000-00000000000g', '..%2f..%2fadmin', '%ed%a0%80'],
  ])('is opened by the malformed identifier %s, which is answered like any other', async (id) => {
    const customer = signedIn.get('maya')!;
    for (const route of routes.filter((each) => each.startsWith('GET ') && namesSomething(each))) {
      const url = filled(route, 'harbour', id, 'x').replace('/apps/x', `/apps/${id}`);
      const { answer } = await customer.visitor.open(new URL(server.issuer).origin + url);
      expect([400, 404]).toContain(answer.status);
    }
    for (const query of ['after', 'stopped', 'before', 'to']) {
      const { answer } = await customer.open(`/history?${query}=${id}&${query}=again`);
      expect(answer.status).toBeLessThan(500);
      expect((await customer.open(`?${query}=${id}`)).answer.status).toBeLessThan(500);
    }
  });
});
