import { setTimeout as delay } from 'node:timers/promises';
import { statement, type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { consentMigrations, ConsentStore, GrantStore, withdrawConsentSql } from '../src/index.js';
import { approval, awaiting, now } from './consents.js';

let database: TestDatabase;
let bank: Database;
let api: Database;
beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  bank = database.connect('authorizationServer', 5);
  api = database.connect('resourceServer', 5);
});
afterAll(() => database.drop());

const withdraw = statement(
  'spec.withdraw',
  `SELECT ${withdrawConsentSql('$1', '$2', '$3', '$4', '$5')} AS done`,
);

/** Resolves when so many sessions wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  const waiting = () =>
    database.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
  while ((await waiting()).length < count) await delay(5);
}

it('a consent given back while it is added to a grant that somebody ends: all three have an answer', async () => {
  const store = new ConsentStore(bank);
  const grants = new GrantStore(bank);
  const first = awaiting();
  const second = awaiting();
  await store.createAwaiting([first, second]);
  const made = approval([first.consentId]);
  await store.authorise(made);
  await store.claimGrant(made.grantId, now);
  const merge = approval([second.consentId], { grantId: made.grantId, action: 'merge' });

  let givenBack: Promise<{ done: boolean }[]> = Promise.resolve([]);
  let ended: Promise<boolean> = Promise.resolve(false);
  await bank.transaction(async (transaction) => {
    expect(await grants.hold(merge, now, transaction)).toBe(true);
    expect(await store.authorise(merge, transaction)).toBe(true);
    const values = [second.consentId, 'harbour', 'client-tally', now, null];
    givenBack = api.query<{ done: boolean }>(withdraw, values);
    await untilWaiting(1);
    ended = store.revokeGrant(made.grantId, { now, by: 'operator:sam', surface: 'operator' });
    await untilWaiting(2);
  });
  expect(await ended).toBe(true);
  // Both waited; whoever came first, the other had an answer too.
  expect(await givenBack).toEqual([{ done: expect.any(Boolean) }]);
  const rows = await database.query(
    `SELECT status FROM consent.consent WHERE grant_id = '${made.grantId}'`,
  );
  expect(rows).toEqual([{ status: 'REVOKED' }, { status: 'REVOKED' }]);
});
