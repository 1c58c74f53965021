import { randomUUID } from 'node:crypto';
import { consentMigrations } from '@sandbank/consent';
import { statement, type Transaction } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { migrations } from './index.js';

let test: TestDatabase;
const [payer, payee, shared] = [randomUUID(), randomUUID(), randomUUID()] as const;

beforeAll(async () => {
  test = await testDatabase({
    migrations: { consent: consentMigrations, resource_server: migrations },
  });
  await test.query(
    `INSERT INTO resource_server.bank VALUES ('harbour', 'Harbour', 'https://localhost/h', 'p')`,
  );
  await test.query(
    `INSERT INTO resource_server.customer (id, bank_slug, name) VALUES ($1, 'harbour', 'Maya')`,
    [payer],
  );
  for (const [id, signatories] of [
    [payer, 1],
    [payee, 1],
    [shared, 2],
  ] as const) {
    await test.query(
      `WITH a AS (INSERT INTO resource_server.account (id, bank_slug, kind, currency, category, type_code,
         description, holder_name, scheme_name, identification, opened_at, signatories)
         VALUES ($1::uuid, 'harbour', 'customer', 'GBP', 'Personal', 'CACC', 'x', 'x', 'x', $1::uuid::text, now(), $2)
         RETURNING id)
       INSERT INTO resource_server.account_balance (account_id, currency) SELECT id, 'GBP' FROM a`,
      [id, signatories],
    );
  }
});
afterAll(() => test.drop());

const place = statement(
  'spec.place',
  'SELECT FROM resource_server.place_payment($1::jsonb, now())',
);
const run = (transaction: Transaction, text: string, values: readonly unknown[]) =>
  transaction.query(statement(`spec.${text.length}.${values.length}`, text), values);

/** What the role of the server does to a payment of one pound. */
async function withPayment(
  from: string,
  work: (id: string, transaction: Transaction) => Promise<unknown>,
): Promise<void> {
  const id = randomUUID();
  const legs = [
    { account_id: from, amount_minor: -100 },
    { account_id: payee, amount_minor: 100 },
  ];
  await test.connect('resourceServer', 1).transaction(async (transaction) => {
    await transaction.query(place, [
      {
        ...{ id, kind: 'domestic-payment', bank_slug: 'harbour', client_id: 'client', risk: {} },
        ...{ consent_id: randomUUID(), customer_id: payer, interaction_id: id, initiation: {} },
        ...{ debtor_account_id: from, creditor_account_id: payee, amount_minor: 100 },
        ...{ currency: 'GBP', entries: legs },
      },
    ]);
    await work(id, transaction);
  });
}

const journal = `INSERT INTO resource_server.journal VALUES ($1, 'harbour', now(), 'payment')`;
const entries = `INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor,
    booked_at, family_code, sub_family_code, proprietary_code, captures_hold)
  SELECT gen_random_uuid(), $1::uuid, leg.id, 'GBP', leg.minor, now(), 'ICDT', 'DMCT', 'T', leg.hold
  FROM (VALUES ($2::uuid, -100, $1::uuid), ($3::uuid, 100, NULL)) AS leg (id, minor, hold)`;
const booked = `UPDATE resource_server.payment SET status = 'ACSC', journal_id = $2 WHERE id = $1`;

it('a payment is booked by the journal that takes its money, and by no other', async () => {
  const elsewhere = randomUUID();
  const forged = withPayment(payer, async (id, transaction) => {
    await run(transaction, journal, [elsewhere]);
    await run(transaction, booked, [id, elsewhere]);
  });
  await expect(forged).rejects.toMatchObject({ constraint: 'payment_booked_by_its_journal' });
});

it('and for good', async () => {
  const undone = withPayment(payer, async (id, transaction) => {
    await run(transaction, journal, [id]);
    await run(transaction, entries, [id, payer, payee]);
    await run(transaction, booked, [id, id]);
    const back = `UPDATE resource_server.payment SET status = 'ACSP', journal_id = NULL WHERE id = $1`;
    await run(transaction, back, [id]);
  });
  await expect(undone).rejects.toMatchObject({ constraint: 'payment_booked_once' });
});

it('a payment that another holder has yet to sign does not go on without them', async () => {
  const unsigned = withPayment(shared, (id, transaction) =>
    run(transaction, `UPDATE resource_server.payment SET status = 'ACTC' WHERE id = $1`, [id]),
  );
  await expect(unsigned).rejects.toMatchObject({ constraint: 'payment_signed' });
});
