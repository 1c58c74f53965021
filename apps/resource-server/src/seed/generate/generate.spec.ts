import { consentMigrations } from '@sandbank/consent';
import type { Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { harbour } from '../../../test/harbour.js';
import { verifyLedger } from '../../ledger/verify/verify-ledger.js';
import { migrations } from '../../migrations/index.js';
import { plant } from '../plant.js';
import { generateCustomers, type LoadOrder } from './generate.js';
import { chunksOf, sharesOf, type Load } from './load.js';

const now = new Date('2026-11-21T15:30:00Z');
const databases: TestDatabase[] = [];
const silent = (_progress: string): void => undefined;

async function made(): Promise<{ test: TestDatabase; database: Database }> {
  const test = await testDatabase({
    migrations: { consent: consentMigrations, resource_server: migrations },
  });
  databases.push(test);
  const database = test.connect('resourceServer', 2);
  await plant(database, harbour(['ingrid']), now);
  return { test, database };
}
afterAll(() => Promise.all(databases.map((test) => test.drop())));

const order = { bank: 'harbour', seed: 'one', customers: 30, transactions: 2407 };
// Small chunks, so that there are several.
const generate = (database: Database, load: LoadOrder, at = now, report = silent) =>
  generateCustomers(database, load, at, report, 1000);
const entriesOf = (test: TestDatabase) =>
  test.query<{ entries: number; digest: string }>(
    `SELECT count(*)::int AS entries, md5(string_agg(md5(e::text), '' ORDER BY e.id)) AS digest
     FROM (SELECT id, journal_id, account_id, amount_minor, booked_at, information
       FROM resource_server.ledger_entry) e
     WHERE e.account_id IN (SELECT id FROM resource_server.account WHERE identification LIKE '001221%')`,
  );

describe('a load of generated customers', () => {
  it('is complete, the same on every machine, and keeps every rule of the ledger', async () => {
    const [one, other] = [await made(), await made()];
    const told: string[] = [];
    const report = (progress: string) => void told.push(progress);
    expect(await generate(one.database, order, now, report)).toEqual({
      ...{ customers: 30, transactions: 2407, added: 2407 },
    });
    expect(told.at(-1)).toBe('2407 of 2407 transactions');
    expect(told.length).toBe(3);
    const [written] = await entriesOf(one.test);
    expect(written!.entries).toBe(2407);
    // Another bank of the same name, written by two at once.
    const both = [1, 2].map(() => generate(other.database, order));
    await Promise.all(both);
    expect(await entriesOf(other.test)).toEqual([written]);

    expect((await verifyLedger(one.database)).faults).toEqual([]);
    const [edges] = await one.test.query<Record<string, unknown>>(
      `SELECT count(DISTINCT a.id)::int AS accounts, min(n.entries)::int AS fewest, max(n.entries)::int AS most,
         max(n.last) AS last, bool_and(n.last <= $1 AND n.first >= a.opened_at) AS within
       FROM resource_server.account a, LATERAL (
         SELECT count(*) AS entries, min(booked_at) AS first, max(booked_at) AS last
         FROM resource_server.ledger_entry e WHERE e.account_id = a.id) n
       WHERE a.identification LIKE '001221%'`,
      [now],
    );
    expect(edges).toMatchObject({ accounts: 30, fewest: 80, most: 81, within: true });
    expect((edges!['last'] as Date).toISOString().slice(0, 10)).toBe('2026-11-21');
  }, 30_000);

  it('closes the months of each customer when all of their transactions are there', async () => {
    const { test, database } = await made();
    await generate(database, order);
    const [statements] = await test.query(
      `SELECT count(*)::int AS accounts, bool_and(s.closing_minor = (
         SELECT sum(e.amount_minor) FROM resource_server.ledger_entry e
         WHERE e.account_id = a.id AND e.booked_at < s.ends_at)) AS right
       FROM resource_server.account a JOIN resource_server.statement s
         ON s.account_id = a.id AND s.ends_at = '2026-11-01T00:00:00Z'
       WHERE a.identification LIKE '001221%'`,
    );
    expect(statements).toEqual({ accounts: 30, right: true });
  });

  it('adds nothing the second time, and refuses another size under the same seed', async () => {
    const { test, database } = await made();
    const small = { ...order, customers: 3, transactions: 100 };
    await generate(database, small);
    const before = await entriesOf(test);
    const again = await generate(database, small, new Date('2027-01-01'));
    expect(again).toEqual({ customers: 3, transactions: 100, added: 0 });
    expect(await entriesOf(test)).toEqual(before);
    await expect(generate(database, { ...small, transactions: 101 })).rejects.toThrow(
      'the seed one stands for 3 customers with 100 transactions',
    );
    // Another seed: further customers with account numbers that go on from the others.
    await generate(database, { ...small, seed: 'two' });
    const numbers = await test.query<{ identification: string }>(
      `SELECT identification FROM resource_server.account WHERE identification LIKE '001221%' ORDER BY 1`,
    );
    expect(numbers.map(({ identification }) => identification)).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => `0012210000000${number}`),
    );
  });

  it('goes on where it was interrupted', async () => {
    const [whole, broken] = [await made(), await made()];
    await generate(whole.database, order);
    const interrupted = generate(broken.database, order, now, () => {
      throw new Error('the power went out');
    });
    await expect(interrupted).rejects.toThrow('the power went out');
    const later = new Date('2026-11-22T09:00:00Z');
    const { added } = await generate(broken.database, order, later);
    expect(added).toBeLessThan(order.transactions);
    expect(await entriesOf(broken.test)).toEqual(await entriesOf(whole.test));
    expect((await verifyLedger(broken.database)).faults).toEqual([]);
  }, 30_000);

  it('never takes an account below zero, at any entry', async () => {
    const { test, database } = await made();
    await generate(database, { ...order, customers: 7, transactions: 2000 });
    const [low] = await test.query<{ least: string }>(
      `SELECT min(balance)::text AS least FROM (
         SELECT sum(amount_minor) OVER (PARTITION BY account_id ORDER BY booked_at, e.id) AS balance
         FROM resource_server.ledger_entry e JOIN resource_server.account a ON a.id = account_id
         WHERE a.identification LIKE '001221%') b`,
    );
    expect(Number(low!.least)).toBeGreaterThan(0);
  });
});

describe('the chunks of a load', () => {
  const load = (customers: number, transactions: number): Load => ({
    ...{ bank: 'harbour', seed: 's', customers, transactions, endsAt: now, numbersBefore: 0 },
    unitsPerChunk: 25_000,
  });

  it.each([
    [1, 0],
    [1, 100_000],
    [2, 49_999],
    [30_000, 10],
    [30_000, 90_001],
    [24_999, 1],
  ])('of %i customers with %i transactions hold each of them once, in order', (count, total) => {
    const planned = load(count, total);
    const next = new Map<number, number>();
    let transactions = 0;
    for (let chunk = 0; chunk < chunksOf(planned); chunk += 1) {
      for (const { place, isNew, from, to, total: own } of sharesOf(planned, chunk)) {
        const follows = isNew !== next.has(place) && from === (next.get(place) ?? 0) && to <= own;
        if (!follows) throw new Error(`the customer at ${place} is dealt out wrongly`);
        next.set(place, to);
        transactions += to - from;
      }
    }
    expect([next.size, transactions]).toEqual([count, total]);
  });
});
