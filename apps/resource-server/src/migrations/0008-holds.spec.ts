import { consentMigrations } from '@sandbank/consent';
import { runMigrations } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { verifyLedger } from '../ledger/verify/verify-ledger.js';
import { Holds1763750000008 } from './0008-holds.js';
import { migrations } from './index.js';

let test: TestDatabase;
const [current, world] = ['a', 'b'].map((letter) => `00000000-0000-7000-8000-${letter.repeat(12)}`);

beforeAll(async () => {
  const before = migrations.slice(0, migrations.indexOf(Holds1763750000008));
  test = await testDatabase({
    migrations: { consent: consentMigrations, resource_server: before },
  });
  await test.query(
    `INSERT INTO resource_server.bank VALUES ('harbour', 'Harbour', 'https://localhost/h', 'p')`,
  );
  for (const [id, limit] of [
    [current, 500],
    [world, null],
  ]) {
    await test.query(
      `INSERT INTO resource_server.account (id, bank_slug, kind, currency, category, type_code, description,
         holder_name, scheme_name, identification, opened_at)
       VALUES ($1::uuid, 'harbour', 'customer', 'GBP', 'Personal', 'CACC', 'x', 'x', 'x', $1::uuid::text, now())`,
      [id],
    );
    await test.query(
      `INSERT INTO resource_server.account_balance (account_id, currency, limit_minor) VALUES ($1, 'GBP', $2)`,
      [id, limit],
    );
  }
  for (const [at, minor] of [
    ['2026-10-31T23:59:59.999Z', 300],
    ['2026-11-01T00:00:00Z', -600],
    ['2026-11-01T12:00:00Z', -200],
  ] as const) {
    await test.query(
      `WITH j AS (INSERT INTO resource_server.journal VALUES (gen_random_uuid(), 'harbour', $1, 'seed') RETURNING id)
       INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor, booked_at,
         family_code, sub_family_code, proprietary_code)
       SELECT gen_random_uuid(), j.id, leg.account_id, 'GBP', leg.minor, $1, 'ICDT', 'DMCT', 'T'
       FROM j, (VALUES ($2::uuid, $4::bigint), ($3::uuid, -$4::bigint)) AS leg (account_id, minor)`,
      [at, current, world, minor],
    );
  }
});
afterAll(() => test.drop());

it('books of an earlier version keep their balances, hold nothing, and have their days counted', async () => {
  await runMigrations(test.ownerUrl, 'resource_server', migrations);
  expect(
    await test.query(
      `SELECT balance_minor::integer, held_minor::integer FROM resource_server.account_balance
       WHERE account_id = $1`,
      [current],
    ),
  ).toEqual([{ balance_minor: -500, held_minor: 0 }]);
  expect(
    await test.query(
      `SELECT day::text, credits, debits FROM resource_server.ledger_day WHERE account_id = $1 ORDER BY day`,
      [current],
    ),
  ).toEqual([
    { day: '2026-10-31', credits: 1, debits: 0 },
    { day: '2026-11-01', credits: 0, debits: 2 },
  ]);
  const { faults } = await verifyLedger(test.connect('resourceServer', 1));
  expect(faults).toEqual([]);
});
