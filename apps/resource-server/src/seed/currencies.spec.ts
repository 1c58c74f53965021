import { consentMigrations, isIban } from '@sandbank/consent';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { harbour } from '../../test/harbour.js';

import { verifyLedger } from '../ledger/verify/verify-ledger.js';
import { migrations } from '../migrations/index.js';
import { seedSchema } from './seed-file.schema.js';
import { plant } from './plant.js';

const now = new Date('2026-11-21T15:30:00Z');
const seed = harbour(['maya', 'kofi', 'luca', 'sofia']);
let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase({
    migrations: { consent: consentMigrations, resource_server: migrations },
  });
  await plant(test.connect('resourceServer', 1), seed, now);
}, 60_000);
afterAll(() => test.drop());

it('accounts in euros have an IBAN that is right, and so have those who pay them', async () => {
  const accounts = await test.query<{
    scheme_name: string;
    identification: string;
    entries: number;
  }>(
    `SELECT scheme_name, identification, (SELECT count(*)::integer FROM resource_server.ledger_entry
       WHERE account_id = a.id AND currency = 'EUR') AS entries
     FROM resource_server.account a
     WHERE currency = 'EUR' AND kind = 'customer' AND type_code <> 'CARD'`,
  );
  expect(accounts.length).toBeGreaterThan(0);
  for (const { scheme_name, identification, entries } of accounts) {
    expect([scheme_name, isIban(identification)]).toEqual(['UK.OBIE.IBAN', true]);
    expect(entries).toBeGreaterThan(0);
  }
  const parties = await test.query<{ number: string; currency: string }>(
    `SELECT DISTINCT counterparty_identification AS number, currency FROM resource_server.ledger_entry
     WHERE counterparty_identification IS NOT NULL`,
  );
  for (const { number, currency } of parties) {
    expect([number, isIban(number)]).toEqual([number, currency === 'EUR']);
  }
});

it('the bank has an account of its own for each business in each currency', async () => {
  const rows = await test.query<{ currency: string; names: string[] }>(
    `SELECT currency, array_agg(identification ORDER BY identification) AS names
     FROM resource_server.account WHERE kind = 'internal' GROUP BY 1 ORDER BY 1`,
  );
  const [euros, pounds] = rows;
  expect(rows.map(({ currency }) => currency)).toEqual(['EUR', 'GBP']);
  expect(pounds!.names).toContain('outgoing-clearing');
  expect(euros!.names).toEqual(pounds!.names.map((name) => `${name}-EUR`));
});

it('what was planted in both is whole', async () => {
  const { faults, entries } = await verifyLedger(test.connect('resourceServer', 1));
  expect(faults).toEqual([]);
  expect(entries).toBeGreaterThan(1000);
});

it('nobody’s habit moves money between accounts of two currencies', () => {
  const [customer] = seed.customers;
  const [first] = customer!.accounts;
  const accounts = [first!, { ...first!, key: 'abroad', currency: 'EUR' }];
  const habits = ['move', 'sweep'].map((does) => ({
    ...{ does, from: first!.key, to: 'abroad', about: 'x', every: { month: 1 } },
    ...(does === 'move' ? { amount: '10.00' } : { keep: '10.00' }),
  }));
  for (const habit of habits) {
    const parsed = seedSchema.safeParse({
      ...seed,
      customers: [{ ...customer, accounts, habits: [habit] }],
    });
    expect(JSON.stringify(parsed.error?.issues)).toContain('are not of one currency');
  }
});
