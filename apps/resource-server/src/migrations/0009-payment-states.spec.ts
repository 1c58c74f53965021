import { randomUUID } from 'node:crypto';
import { runMigrations } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { migrations } from './index.js';
import { PaymentStates1763750000009 } from './0009-payment-states.js';

let test: TestDatabase;
const [payment, debtor, payee, journal] = Array.from({ length: 4 }, () => randomUUID());

beforeAll(async () => {
  const before = migrations.slice(0, migrations.indexOf(PaymentStates1763750000009));
  test = await testDatabase({ migrations: { resource_server: before } });
  await test.query(
    `INSERT INTO resource_server.bank VALUES ('harbour', 'Harbour', 'https://localhost/h', 'p')`,
  );
  await test.query(
    `INSERT INTO resource_server.customer (id, bank_slug, name) VALUES ($1, 'harbour', 'Maya')`,
    [debtor],
  );
  for (const id of [debtor, payee]) {
    await test.query(
      `INSERT INTO resource_server.account (id, bank_slug, kind, currency, category, type_code, description,
         holder_name, scheme_name, identification, opened_at)
       VALUES ($1::uuid, 'harbour', 'customer', 'GBP', 'Personal', 'CACC', 'x', 'x', 'x', $1::uuid::text, now())`,
      [id],
    );
  }
  await test.query(
    `INSERT INTO resource_server.journal VALUES ($1, 'harbour', '2026-11-01T12:00:00Z', 'payment')`,
    [journal],
  );
  await test.query(
    `INSERT INTO resource_server.payment (id, bank_slug, client_id, consent_id, customer_id, debtor_account_id,
       creditor_account_id, journal_id, initiation, risk, status, created_at, status_changed_at, interaction_id)
     VALUES ($1, 'harbour', 'client', $1, $2, $2, $3, $4, $5, '{}', 'ACCC', '2026-11-01T12:00:00Z',
       '2026-11-01T12:00:00Z', $1)`,
    [
      ...[payment, debtor, payee, journal],
      { InstructedAmount: { Amount: '12.5', Currency: 'GBP' } },
    ],
  );
});
afterAll(() => test.drop());

it('a payment of an earlier version is what it was, and has a history', async () => {
  await runMigrations(test.ownerUrl, 'resource_server', migrations);
  const [row] = await test.query(
    `SELECT kind, status, amount_minor::int, currency, hold_id, journal_id, next_step_at
     FROM resource_server.payment WHERE id = $1`,
    [payment],
  );
  expect(row).toEqual({
    ...{ kind: 'domestic-payment', status: 'ACCC', amount_minor: 1250, currency: 'GBP' },
    ...{ hold_id: null, journal_id: journal, next_step_at: null },
  });
  expect(
    await test.query('SELECT position, status, at FROM resource_server.payment_history'),
  ).toEqual([{ position: 1, status: 'ACCC', at: new Date('2026-11-01T12:00:00Z') }]);
});

it('the role of the server adds a payment by placing it alone, and changes nothing but how it stands', async () => {
  const role = test.connect('resourceServer', 1);
  const run = (text: string) => role.query({ name: text.slice(0, 60), text });
  for (const forbidden of [
    `INSERT INTO resource_server.payment (id) VALUES (gen_random_uuid())`,
    'UPDATE resource_server.payment SET amount_minor = 1',
    'DELETE FROM resource_server.payment',
    `INSERT INTO resource_server.payment_history VALUES ('${payment}', 2, 'RJCT', now())`,
    'UPDATE resource_server.payment_history SET at = now()',
  ]) {
    await expect(run(forbidden)).rejects.toThrow(/permission denied/);
  }
});

it('none is placed whose entries are not its amount', async () => {
  const entries = [
    { account_id: debtor, amount_minor: -99 },
    { account_id: payee, amount_minor: 99 },
  ];
  const placing = test.query('SELECT FROM resource_server.place_payment($1, now())', [
    {
      ...{ id: randomUUID(), kind: 'domestic-payment', bank_slug: 'harbour', client_id: 'client' },
      ...{ consent_id: randomUUID(), customer_id: debtor, interaction_id: randomUUID() },
      ...{ debtor_account_id: debtor, creditor_account_id: payee, amount_minor: 100 },
      ...{ currency: 'GBP', entries, initiation: {}, risk: {} },
    },
  ]);
  await expect(placing).rejects.toMatchObject({ constraint: 'payment_entries' });
});
