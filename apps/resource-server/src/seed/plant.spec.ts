import { type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { harbour } from '../../test/harbour.js';
import { migrations } from '../migrations/index.js';
import { seedSchema } from './seed-file.schema.js';
import { plant } from './plant.js';

const seed = harbour();
const schema = { resource_server: migrations };
const first = new Date('2026-11-18T10:15:00Z');
const later = new Date('2026-11-21T15:30:00Z');
const databases: TestDatabase[] = [];

async function made(): Promise<{ test: TestDatabase; database: Database }> {
  const test = await testDatabase({ migrations: schema });
  databases.push(test);
  return { test, database: test.connect('resourceServer', 1) };
}

const columns = `id, journal_id, account_id, amount_minor, booked_at, information, reference`;
const entries = (test: TestDatabase): Promise<{ booked_at: Date; id: string }[]> =>
  test.query(`SELECT ${columns} FROM resource_server.ledger_entry ORDER BY booked_at, id`);

afterAll(() => Promise.all(databases.map((test) => test.drop())));

describe('plant', () => {
  // Several whole histories are written; a machine that is busy with other specs needs its time.
  const patience = 60_000;

  it(
    'adds nothing the second time, and tops up to what one go would have made',
    async () => {
      const { test, database } = await made();
      const { test: other, database: otherDatabase } = await made();
      const planted = await plant(database, seed, first);
      expect(planted.journals).toBeGreaterThan(4000);
      const before = await entries(test);
      expect((await plant(database, seed, first)).journals).toBe(0);
      expect(await entries(test)).toEqual(before);

      expect((await plant(database, seed, later)).journals).toBeGreaterThan(0);
      // These books begin on the same day; only the instalments differ.
      await plant(otherDatabase, seed, new Date('2026-11-18T00:00:00Z'));
      await plant(otherDatabase, seed, later);
      expect(await entries(test)).toEqual(await entries(other));
      expect((await entries(test)).slice(0, before.length)).toEqual(before);
    },
    patience,
  );

  it(
    'plants in seconds, and five years later goes on from where it was',
    async () => {
      const { test, database } = await made();
      const started = performance.now();
      await plant(database, seed, first);
      expect(performance.now() - started).toBeLessThan(15_000);
      const before = await entries(test);
      const years = new Date('2031-11-21T09:00:00Z');
      expect((await plant(database, seed, years)).journals).toBeGreaterThan(15_000);
      const after = await entries(test);
      expect(after.slice(0, before.length)).toEqual(before);
      expect(after.at(-1)!.booked_at.toISOString().slice(0, 10)).toBe('2031-11-21');
      const [student] = await test.query<{ balance_minor: string; limit_minor: string }>(
        `SELECT balance_minor, limit_minor FROM resource_server.account_balance
       JOIN resource_server.account ON id = account_id WHERE nickname = 'Student account'`,
      );
      expect(Number(student!.balance_minor)).toBeLessThan(0);
      expect(Number(student!.balance_minor)).toBeGreaterThanOrEqual(-Number(student!.limit_minor));
    },
    patience,
  );

  it(
    'gives a customer who comes later eighteen months of their own',
    async () => {
      const { test, database } = await made();
      const [newcomer, ...others] = [...seed.customers].reverse();
      await plant(database, { ...seed, customers: others }, first);
      const before = await entries(test);
      await plant(database, { ...seed, customers: [...others, newcomer!] }, first);
      const added = (await entries(test)).filter(({ id }) => !before.some((row) => row.id === id));
      expect(added.length).toBeGreaterThan(300);
      expect(added[0]!.booked_at.toISOString().slice(0, 7)).toBe('2025-05');
    },
    patience,
  );

  it('gives who is new in town an account opened as their history begins, which stays the same', async () => {
    const { test, database } = await made();
    const ingrid = harbour(['ingrid']);
    const accounts = () =>
      test.query<{ id: string; opened_at: Date }>(
        `SELECT id, opened_at FROM resource_server.account WHERE kind = 'customer'`,
      );
    expect((await plant(database, ingrid, first)).journals).toBeGreaterThan(10);
    const opened = await accounts();
    expect(opened).toEqual([{ id: opened[0]!.id, opened_at: new Date('2026-10-25T00:00:00Z') }]);
    expect((await plant(database, ingrid, later)).journals).toBeGreaterThan(0);
    expect(await accounts()).toEqual(opened);
  });

  it('writes down what the data foresee: scenarios, signatures, and payments that come back', async () => {
    const { test, database } = await made();
    const people = harbour(['sofia', 'luca', 'edwin', 'rupert', 'tilda', 'poppy']);
    await plant(database, { ...people, seed: 'foreseen' }, first);
    const rows = await test.query<Record<string, unknown>>(
      `SELECT nickname, signatories, payment_fate FROM resource_server.account
       WHERE signatories > 1 OR payment_fate IS NOT NULL ORDER BY nickname`,
    );
    expect(rows).toEqual([
      { nickname: 'Rupert', signatories: 1, payment_fate: 'AC04' },
      { nickname: 'Studio Halyard', signatories: 2, payment_fate: null },
    ]);
    const [old] = await test.query<{ id: string }>(
      `SELECT id FROM resource_server.account WHERE nickname = 'Old account'`,
    );
    const scenarios = await test.query<{ name: string; scenario: object }>(
      'SELECT name, scenario FROM resource_server.customer WHERE scenario IS NOT NULL ORDER BY name',
    );
    expect(scenarios).toEqual([
      { name: 'Edwin Marlow', scenario: { closes: { accountId: old!.id, afterSeconds: 180 } } },
      { name: 'Tilda Brook', scenario: { throttle: { calls: 5, seconds: 60 } } },
    ]);
  });

  it('shows a joint account to both holders', async () => {
    const rows = await databases[0]!.query<{ nickname: string; holders: string }>(
      `SELECT nickname, count(*) AS holders FROM resource_server.account
       JOIN resource_server.account_holder ON account_id = id GROUP BY 1 HAVING count(*) > 1`,
    );
    expect(rows.map(({ nickname }) => nickname).sort()).toEqual(['Household', 'Nest egg']);
  });
});

describe('a persona file', () => {
  const [customer] = seed.customers;
  const withCustomer = (change: object) =>
    seedSchema.safeParse({ ...seed, customers: [{ ...customer, ...change }] });

  it.each([
    [
      'a habit on an account that is not there',
      { habits: [{ does: 'interest', account: 'attic', percentPerYear: 2 }] },
      'there is no account attic',
    ],
    ['a bank that is not there', { bank: 'granite' }, 'there is no bank granite'],
    [
      'a member that nobody reads',
      { accounts: [{ ...customer!.accounts[0], colour: 'blue' }] },
      'colour',
    ],
    [
      'more signatures than holders',
      { accounts: [{ ...customer!.accounts[0], signatories: 2 }] },
      'has fewer holders than must sign',
    ],
    [
      'the end of an account that is not there',
      { scenario: { name: 'a', about: 'b', closes: { account: 'attic', afterSeconds: 1 } } },
      'there is no account attic',
    ],
    [
      'two accounts of one name',
      { accounts: [customer!.accounts[0], customer!.accounts[0]] },
      'two accounts are called everyday',
    ],
    [
      'a bank that waits for minutes',
      { scenario: { name: 'a', about: 'b', slowMilliseconds: 60_000 } },
      'slowMilliseconds',
    ],
    ['a word that means nothing', { acounts: [] }, 'acounts'],
    [
      'an amount that is a number',
      { accounts: [{ ...customer!.accounts[0], limit: 500 }] },
      'string',
    ],
  ])('is refused for %s, by its place', (_what, change, words) => {
    const parsed = withCustomer(change);
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toContain(words);
  });
});
