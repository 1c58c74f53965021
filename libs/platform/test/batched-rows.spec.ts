import { jest } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import type { Pool } from 'pg';
import { BatchedRows } from '../src/batched-rows.js';
import { createLogger, createPool, Database, statement } from '../src/index.js';

const insert = statement(
  'test.insert',
  `INSERT INTO consent.number SELECT * FROM jsonb_populate_recordset(NULL::consent.number, $1::jsonb)`,
);

let postgres: TestDatabase;
let pool: Pool;
let log: string[];
let rows: BatchedRows;
let asked: jest.SpiedFunction<Database['query']>;

beforeAll(async () => {
  postgres = await testDatabase({ migrations: {} });
  await postgres.query('CREATE TABLE consent.number (value int CHECK (value >= 0), said text)');
  pool = createPool(postgres.ownerUrl, 1);
});
beforeEach(() => {
  log = [];
  const logger = createLogger('test', 'warn', { write: (line) => void log.push(line) });
  const database = new Database(pool);
  asked = jest.spyOn(database, 'query');
  rows = new BatchedRows(database, insert, 'numbers', logger);
});
afterEach(async () => {
  await rows.end();
  await postgres.query('TRUNCATE consent.number');
});
afterAll(async () => {
  await pool.end();
  await postgres.drop();
});

async function stored(): Promise<number[]> {
  const found = await postgres.query<{ value: number }>('SELECT value FROM consent.number');
  return found.map(({ value }) => value);
}

it('leaves out the rows that PostgreSQL refuses, and none beside them', async () => {
  const numbers = Array.from({ length: 1000 }, (_, value) => value);
  for (const value of numbers)
    rows.add({ value: value === 700 ? -1 : value, said: value === 3 ? '\0' : '' });
  await rows.flush();
  expect(await stored()).toEqual(numbers.filter((value) => value !== 700 && value !== 3));
  expect(log).toEqual([expect.stringMatching(/"rows":2,.*numbers could not be recorded/)]);
});

it('tries not each of a thousand where all are refused, says so once, and goes on', async () => {
  for (let number = 0; number < 1000; number += 1) rows.add({ value: -1 });
  await rows.flush();
  expect(asked.mock.calls.length).toBeLessThanOrEqual(70);
  expect(log).toEqual([expect.stringMatching(/"rows":1000,.*numbers could not be recorded/)]);
  rows.add({ value: 1 });
  await rows.flush();
  expect(await stored()).toEqual([1]);
});
