import { setTimeout as delay } from 'node:timers/promises';
import { statement, type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { consentMigrations, ConsentStore, GrantStore, standForPaymentSql } from '../src/index.js';
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

const stand = statement('spec.stand', `SELECT ${standForPaymentSql('$1', '$2')} AS consent_id`);

it('a payment under a consent whose customer holds the grant to stop it: both have an answer', async () => {
  const store = new ConsentStore(bank);
  const one = awaiting();
  await store.createAwaiting([one]);
  const made = approval([one.consentId]);
  await store.authorise(made);
  await store.claimGrant(made.grantId, now);
  const stop = { now, by: `customer:${made.customerId}`, surface: 'dashboard' } as const;

  let paid: Promise<unknown> = Promise.resolve();
  await bank.transaction(async (transaction) => {
    expect(await new GrantStore(bank).hold(made, now, transaction)).toBe(true);
    paid = api.query(stand, [one.consentId, now]).catch((error: unknown) => error);
    await untilOneWaits();
    // It waits for the grant, and holds nothing meanwhile that whoever has the grant still needs.
    expect(await store.revokeGrant(made.grantId, stop, transaction)).toBe(true);
  });
  expect(await paid).toMatchObject({ constraint: 'consent_stands' });
});

async function untilOneWaits(): Promise<void> {
  const waiting = () =>
    database.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
  while ((await waiting()).length < 1) await delay(5);
}
