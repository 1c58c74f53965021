import { RouteTable } from '@sandbank/platform';
import type { HttpsAnswer } from '@sandbank/testing';
import { portalUrl, type Browser } from '../running-portal.js';
import { routes, type RouteRow } from './routes.js';
import { startWorld, type World } from './world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(() => world.portal.stop());

const never = '00000000-0000-4000-8000-000000000000';

async function call(row: RouteRow, browser: Browser): Promise<HttpsAnswer> {
  const identifiers = (await row.identifiers?.(world)) ?? {};
  const [method = '', pattern = ''] = row.route.split(' ');
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => identifiers[name] ?? never);
  return ask(browser, method, path);
}

/** As the portal's own pages ask. */
function ask(browser: Browser, method: string, path: string): Promise<HttpsAnswer> {
  const unsafe = method !== 'GET';
  return browser.send(path, {
    method,
    headers: unsafe
      ? { origin: portalUrl, 'x-sandbank-request': '1', 'content-type': 'application/json' }
      : {},
    ...(unsafe ? { body: '{}' } : {}),
  });
}

const statusOf = async (row: RouteRow, browser: Browser): Promise<number> =>
  (await call(row, browser)).status;

const of = (...audiences: readonly RouteRow['audience'][]): [string, RouteRow][] =>
  routes.filter(({ audience }) => audiences.includes(audience)).map((row) => [row.route, row]);

const closed = of('members', 'owners', 'operators');

/** A row that names nobody's thing needs no organisation of the path. */
const ofOrganisation = of('members', 'owners').filter(
  ([, { identifiers }]) => identifiers !== undefined,
);

/** How a thing of another organisation is answered: as one that is not there. */
const unknown = ['unknown_organisation', 'unknown_application'];

describe('every route of the portal', () => {
  it('is on the list, once, with those whom it is for', () => {
    const served = world.portal.application.get(RouteTable).list();
    expect([...new Set(served)].sort()).toEqual(routes.map(({ route }) => route).sort());
  });

  it('that has an organisation’s thing in its path is for its members alone', () => {
    const unnamed = routes.filter(
      ({ route, audience, identifiers }) =>
        /:(organisation|application)\b/.test(route) &&
        !(audience !== 'visitors' && identifiers !== undefined),
    );
    expect(unnamed).toEqual([]);
  });

  it('that changes something is for the portal’s own pages, whoever asks', async () => {
    for (const { route } of routes) {
      const [method = '', pattern = ''] = route.split(' ');
      if (method === 'GET') continue;
      const answer = await world.owner.browser.send(pattern.replace(/:\w+/g, never), {
        method,
        headers: { 'content-type': 'application/json', origin: 'https://attacker.example' },
        body: '{}',
      });
      expect([route, answer.status, answer.json<{ error: string }>().error]).toEqual([
        ...[route, 403, 'cross_site_request'],
      ]);
    }
  });
});

describe('a name that the database cannot hold', () => {
  it('is refused everywhere, whoever asks', async () => {
    for (const { route } of routes.filter((row) => row.route.includes(':'))) {
      const [method = '', pattern = ''] = route.split(' ');
      for (const { browser } of [world.owner, world.operator]) {
        const answer = await ask(browser, method, pattern.replace(/:\w+/g, 'a%00b'));
        expect([route, [400, 404].includes(answer.status)]).toEqual([route, true]);
      }
    }
  });
});

describe('nobody', () => {
  it.each(of('visitors'))('may call what is open: %s', async (_route, row) => {
    expect([401, 403]).not.toContain(await statusOf(row, world.portal.browser()));
  });

  it.each(closed)('is asked to sign in at %s', async (_route, row) => {
    const answer = await call(row, world.portal.browser());
    expect([answer.status, answer.json()]).toMatchObject([401, { error: 'sign_in_required' }]);
  });
});

describe('an operator', () => {
  it.each(of('members', 'owners'))('has no part in %s', async (_route, row) => {
    expect(await statusOf(row, world.operator.browser)).toBe(403);
  });
});

describe('whoever is not of the organisation', () => {
  it.each(ofOrganisation)('finds nothing at %s', async (_route, row) => {
    for (const { browser } of [world.guest, world.outsider]) {
      const answer = await call(row, browser);
      expect(answer.status).toBe(404);
      expect(unknown).toContain(answer.json<{ error: string }>().error);
      expect(answer.body).not.toContain(world.owner.email);
    }
  });

  it('is no operator', async () => {
    for (const [route, row] of of('operators')) {
      for (const { browser } of [world.guest, world.outsider, world.member, world.owner]) {
        expect([route, await statusOf(row, browser)]).toEqual([route, 403]);
      }
    }
  });
});

describe('a member without the role of an owner', () => {
  it.each(of('owners'))('may not decide at %s', async (_route, row) => {
    const answer = await call(row, world.member.browser);
    expect([answer.status, answer.json()]).toMatchObject([403, { error: 'owners_only' }]);
  });
});

// Last, since it changes things. It shows that the identifiers above were of something.
describe('who may', () => {
  const allowed = ofOrganisation.filter(([, { streams }]) => streams !== true);
  it.each(allowed)('is let in at %s', async (_route, row) => {
    const { browser } = row.audience === 'owners' ? world.owner : world.member;
    const answer = await call(row, browser);
    expect([401, 403]).not.toContain(answer.status);
    if (answer.status === 404)
      expect(unknown).not.toContain(answer.json<{ error: string }>().error);
  });
});
