import { randomUUID } from 'node:crypto';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import pg from 'pg';

let database: TestDatabase;
const at = new Date('2026-03-01T10:00:00Z');

beforeAll(async () => {
  database = await testDatabase({ migrations: {} });
});
afterAll(() => database.drop());

const append = 'SELECT audit.append($1, $2, $3, $4, $5, $6)';
const values = (customer: string) => ['harbour', 'test', at, {}, customer, { account: 'acc-1' }];
const erase = (customer: string) =>
  database.query<{ erase: string | null }>('SELECT audit.erase($1, $2, $3)', [
    ...['harbour', customer, at],
  ]);
const left = async (customer: string): Promise<number> =>
  (
    await database.query(`SELECT 1 FROM audit.personal WHERE data ->> 'customer_id' = $1`, [
      customer,
    ])
  ).length;

describe('audit.erase', () => {
  it('empties what is personal, tells so, and leaves every record as it was', async () => {
    const customer = randomUUID();
    await database.query(append, values(customer));
    const before = await database.query('SELECT * FROM audit.event');
    expect(await erase(customer)).toEqual([{ erase: '1' }]);
    expect(await left(customer)).toBe(0);
    const after = await database.query<{ event: string }>('SELECT * FROM audit.event');
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after.map(({ event }) => event)).toContain('person.erased');
    expect(await erase(customer)).toEqual([{ erase: null }]);
  });

  it('waits for whoever writes about the person at that moment, and misses nothing of it', async () => {
    const customer = randomUUID();
    await database.query(append, values(customer));
    const writer = new pg.Client({ connectionString: database.ownerUrl });
    await writer.connect();
    await writer.query('BEGIN');
    await writer.query(append, values(customer));
    const erasing = erase(customer);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await writer.query('COMMIT');
    expect(await erasing).toEqual([{ erase: '2' }]);
    expect(await left(customer)).toBe(0);
    await writer.end();
  });

  it('gives a customer who comes back another pseudonym', async () => {
    const customer = randomUUID();
    const person = async () =>
      (
        await database.query('SELECT person FROM audit.person WHERE customer_id = $1', [customer])
      )[0];
    await database.query(append, values(customer));
    const former = await person();
    await erase(customer);
    await database.query(append, values(customer));
    expect(await person()).not.toEqual(former);
  });
});
