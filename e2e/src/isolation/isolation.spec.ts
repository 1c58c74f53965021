import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FapiClient, newKey, publicJwk } from '@sandbank/testing';
import { command } from '../sandbox/operator-command.js';
import { bank as bankOf, sandbox, sandboxHome } from '../sandbox/sandbox.js';
import { secretsOf, type Outcome, type Probe } from './attempts.js';
import { approveAccess, gather, type Approved, type Holding, type Party } from './holding.js';
import { authorizationServer, openBrowsers, resourceServer } from './probes.js';
import { routesOf } from './route-tables.js';
import { openSecondBank } from './second-bank.js';

// Two banks × two apps × two customers: whatever one of the eight holds opens nothing for any of the others, anywhere.
const home = sandboxHome();
const description = sandbox();
const harbour = bankOf(description);
const ca = readFileSync(description.ca, 'utf8');
const redirectUri = 'https://isolation.example/callback';
const portOf = (url: string): number => Number(new URL(url).port);
const tables = [
  ['authorization-server', harbour.issuer, authorizationServer],
  ['resource-server', harbour.resource_base, resourceServer],
] as const;

let holdings: Holding[];
/** What came of codes that somebody else redeemed before their owner did. */
const stolenCodes: unknown[] = [];

const register = async (bank: string, tpps: readonly FapiClient['options'][]): Promise<void> => {
  const metadata = tpps.map(({ clientId, key }) => ({
    client_id: clientId,
    client_name: `App ${clientId}`,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    dpop_bound_access_tokens: true,
    jwks: { keys: [publicJwk(key!)] },
  }));
  const words = ['client', 'add', '--bank', bank, '--metadata', '-'];
  const { code, complaints } = await command(words, JSON.stringify(metadata));
  expect([code, complaints]).toEqual([0, '']);
};

const addCustomer = async (bank: string) => {
  const word = randomUUID().slice(0, 8);
  const [username, name, code] = [`iso-${word}`, `Person ${word}`, '246810'];
  const who = ['--username', username, '--name', name, '--code', code];
  const added = await command(['customer', 'add', '--bank', bank, ...who, '--json']);
  return { username, name, code, password: added.json<{ password: string }>().password };
};

beforeAll(async () => {
  const second = `iso-${randomUUID().slice(0, 8)}`;
  await openSecondBank(home, harbour.slug, second);
  // The same two apps at both banks, under the same names and with the same keys: only the bank tells them apart.
  const tpps = await Promise.all(
    ['one', 'two'].map(async (name) => ({
      clientId: `client-${second}-${name}`,
      ...{ redirectUri, ca, key: await newKey(), dpopKey: await newKey() },
    })),
  );
  const parties: Party[] = [];
  for (const slug of [harbour.slug, second]) {
    const issuer = harbour.issuer.replace(new RegExp(`${harbour.slug}$`), slug);
    const resourceBase = harbour.resource_base.replace(`/${harbour.slug}/`, `/${slug}/`);
    const options = tpps.map((tpp) => ({ ...tpp, issuer }));
    await register(slug, options);
    const customers = [await addCustomer(slug), await addCustomer(slug)];
    for (const each of options)
      for (const customer of customers) {
        const app = await FapiClient.create(each);
        parties.push({ bank: slug, tpp: each.clientId, customer, app, resourceBase });
      }
  }
  holdings = [];
  for (const party of parties) {
    const approved = await approveAccess(party);
    for (const other of parties)
      if (other !== party) stolenCodes.push(await redeemedBy(other, approved));
    holdings.push(await gather(party, approved));
  }
  await openBrowsers(holdings);
}, 180_000);

/** Another app, or the same one in another journey, has another verifier; without a client's key nobody comes that far. */
const redeemedBy = async ({ app }: Party, { code }: Approved): Promise<unknown> =>
  (await app.redeem(code, randomUUID() + randomUUID())).json()['error'];

const allowed: Readonly<Record<Outcome, (status: number) => boolean>> = {
  refused: (status) => status >= 400 && status < 500,
  'kept out': (status) => status >= 300 && status < 500,
  own: (status) => status >= 200 && status < 500,
};

/** What one party got that it should not have got from the seven others; nothing, that is. */
const leaksTo = async (attacker: Holding, probe: Probe): Promise<string[]> => {
  const own = new Set(secretsOf(attacker));
  const wrong: string[] = [];
  for (const victim of holdings.filter((each) => each !== attacker)) {
    const secrets = secretsOf(victim).filter((secret) => !own.has(secret));
    for (const { what, sent, may, answer } of await probe(attacker, victim)) {
      const told = secrets.filter(
        (secret) => !sent.includes(secret) && answer.body.includes(secret),
      );
      if (told.length > 0 || !allowed[may](answer.status))
        wrong.push(`${what}: ${answer.status}, told ${told.join(', ')}`);
    }
  }
  return wrong;
};

describe('a party of one bank, one app and one customer', () => {
  it('holds what opens its own things', async () => {
    for (const { app, resourceBase, accessToken, accountIds, ...own } of holdings) {
      const accounts = await app.call(`${resourceBase}/aisp/accounts`, accessToken);
      for (const id of accountIds) expect(accounts.body).toContain(id);
      const payment = await app.call(
        ...([`${resourceBase}/pisp/domestic-payments/${own.paymentId}`, own.ownToken] as const),
      );
      expect(payment.body).toContain(own.paymentConsentId);
    }
    expect(new Set(holdings.flatMap(({ consentId }) => consentId)).size).toBe(8);
  });

  it('cannot redeem the code of another, whose owner still can', () => {
    expect(stolenCodes).toEqual(Array<string>(56).fill('invalid_grant'));
  });

  describe.each(tables)('at the %s', (server, url, probes) => {
    it('meets no endpoint that nobody thought of', () => {
      const routes = routesOf(home, server, portOf(url));
      expect(Object.keys(probes).sort()).toEqual([...routes]);
    });

    it.each(Object.entries(probes))(
      'gets nothing of the others from %s',
      async (_route, probe) => {
        const wrong = await Promise.all(holdings.map((attacker) => leaksTo(attacker, probe)));
        expect(wrong.flat()).toEqual([]);
      },
      120_000,
    );
  });

  it('has lost nothing after all of that', async () => {
    for (const { app, resourceBase, accessToken, refreshToken, grantId } of holdings) {
      const accounts = await app.call(`${resourceBase}/aisp/accounts`, accessToken);
      const refreshed = await app.refresh(refreshToken);
      expect([grantId, accounts.status, refreshed.status]).toEqual([grantId, 200, 200]);
    }
  });
});
