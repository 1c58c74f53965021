import { testDatabase, type TestDatabase } from '@sandbank/testing';
import type { Pool } from 'pg';
import { createPool, Database, statement } from '../src/index.js';

const lock = statement('deadlock.lock', 'SELECT pg_advisory_xact_lock($1)');

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase({ migrations: {} });
  pool = createPool(database.ownerUrl, 2);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('of two transactions that wait for each other one goes on, and the other is asked to come again', async () => {
  const store = new Database(pool);
  let held = 0;
  let bothHold = (): void => undefined;
  const both = new Promise<void>((resolve) => (bothHold = resolve));
  const crossing = (first: number, second: number) =>
    store.transaction(async (transaction) => {
      await transaction.query(lock, [first]);
      held += 1;
      if (held === 2) bothHold();
      await both;
      await transaction.query(lock, [second]);
      return 'done';
    });
  const outcomes = await Promise.allSettled([crossing(1, 2), crossing(2, 1)]);
  const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(lost.map(({ reason }) => reason as unknown)).toMatchObject([
    { error: 'temporarily_unavailable', status: 503, headers: { 'retry-after': '2' } },
  ]);
});
