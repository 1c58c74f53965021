import { randomUUID } from 'node:crypto';
import { Books, bookedAt } from '../../../test/books.js';
import { proofOf, verifyLedger } from './verify-ledger.js';

let books: Books;
let world: string;
let account: string;
let customer: string;

beforeAll(async () => {
  books = await Books.open();
  [world, account] = [await books.account(null), await books.account(10_000)];
  customer = randomUUID();
  await books.run(
    `INSERT INTO resource_server.customer (id, bank_slug, name) VALUES ($1, 'harbour', 'Maya')`,
    [customer],
  );
}, 60_000);
afterAll(() => books.test.drop());

/** A payment of one pound at a status, with the hold and the journal that belong to it. */
async function payment(status: 'RCVD' | 'ACSC' | 'RJCT'): Promise<Payment> {
  const entries = [
    { id: randomUUID(), account_id: account, amount_minor: -100, currency: 'GBP' },
    { id: randomUUID(), account_id: world, amount_minor: 100, currency: 'GBP' },
  ];
  const order = {
    ...{
      id: randomUUID(),
      bank_slug: 'harbour',
      client_id: 'client-tally',
      kind: 'domestic-payment',
    },
    ...{ consent_id: randomUUID(), customer_id: customer, interaction_id: randomUUID() },
    ...{
      debtor_account_id: account,
      creditor_account_id: world,
      amount_minor: 100,
      currency: 'GBP',
    },
    ...{ entries, initiation: {}, risk: {} },
  };
  const [placed] = await books.run<Payment>(
    'SELECT id, hold_id FROM resource_server.place_payment($1, $2)',
    [JSON.stringify(order), bookedAt],
  );
  if (status === 'RJCT') await books.release(placed!.hold_id);
  const journal = status === 'ACSC' ? await books.move(account, world, 100, placed!.hold_id) : null;
  await books.run(
    `UPDATE resource_server.payment SET status = $2, status_changed_at = $3, journal_id = $4,
       next_step_at = NULL, reason_code = CASE WHEN $2 = 'RJCT' THEN 'AC04' END WHERE id = $1`,
    [placed!.id, status, bookedAt, journal],
  );
  return { ...placed!, journal };
}
interface Payment {
  readonly id: string;
  readonly hold_id: string;
  readonly journal: string | null;
}

/** What the proof finds once this was done behind the back of every rule; it is undone afterwards. */
async function foundAfter(corruption: string): Promise<string[]> {
  const undo = new Error('undo');
  let found: string[] = [];
  const corrupting = books.test.connect('owner', 1).transaction(async (transaction) => {
    const run = (text: string) => transaction.query({ name: '', text });
    // Without triggers, foreign keys included; a check that stands in the way is taken down.
    await run('SET LOCAL session_replication_role = replica');
    for (const [table, name] of inTheWay) {
      await run(`ALTER TABLE resource_server.${table} DROP CONSTRAINT ${name}`);
    }
    await run(corruption);
    const { faults } = await proofOf(transaction);
    found = [...new Set(faults.map(({ check }) => check))];
    expect(faults.every(({ fault }) => fault.length > 10)).toBe(true);
    throw undo;
  });
  await expect(corrupting).rejects.toBe(undo);
  return found;
}
const inTheWay = [
  ['account_balance', 'account_balance_within_limit'],
  ['account_balance', 'account_balance_held'],
  ['payment', 'payment_booked'],
] as const;

const table = (name: string) => `resource_server.${name}`;
const someEntry = `(SELECT e.id FROM ${table('ledger_entry')} e JOIN ${table('journal')} j ON j.id = journal_id
  WHERE origin = 'seed' ORDER BY amount_minor LIMIT 1)`;

describe('a ledger as the servers left it', () => {
  it('is proved whole, with the rights of the server, in a transaction that can write nothing', async () => {
    await books.move(world, account, 5000);
    for (const status of ['RCVD', 'ACSC', 'RJCT'] as const) await payment(status);
    const proof = await verifyLedger(books.database);
    expect(proof).toEqual({
      ...{ accounts: 2, journals: 2, entries: 4, openHolds: 1, payments: 3, faults: [] },
      checks: expect.any(Number),
    });
  });
});

describe('the proof finds', () => {
  it.each<[string, string[], string]>([
    [
      'an entry that was changed',
      ['balances are the sums of their entries', 'journals balance'],
      `UPDATE ${table('ledger_entry')} SET amount_minor = amount_minor + 1 WHERE id = ${someEntry}`,
    ],
    [
      'an entry that was taken out',
      ['balances are the sums of their entries', 'days count their entries', 'journals balance'],
      `DELETE FROM ${table('ledger_entry')} WHERE id = ${someEntry}`,
    ],
    [
      'an entry of another currency',
      ['accounts are of one currency', 'journals balance'],
      `UPDATE ${table('ledger_entry')} SET currency = 'EUR' WHERE id = ${someEntry}`,
    ],
    [
      'an account that changed its currency',
      ['accounts are of one currency'],
      `UPDATE ${table('account')} SET currency = 'EUR'`,
    ],
    [
      'an entry of no account',
      [
        ...['accounts have balances', 'balances are the sums of their entries'],
        'days count their entries',
      ],
      `UPDATE ${table('ledger_entry')} SET account_id = gen_random_uuid() WHERE id = ${someEntry}`,
    ],
    [
      'a journal that is gone',
      ['journals have entries'],
      `DELETE FROM ${table('journal')} WHERE origin = 'seed'`,
    ],
    [
      'a journal without entries',
      ['journals have entries'],
      `INSERT INTO ${table('journal')} VALUES (gen_random_uuid(), 'harbour', now(), 'seed')`,
    ],
    [
      'a balance that nobody booked',
      ['balances are the sums of their entries'],
      `UPDATE ${table('account_balance')} SET balance_minor = balance_minor + 1`,
    ],
    [
      'a balance that is gone',
      ['accounts have balances'],
      `DELETE FROM ${table('account_balance')} WHERE limit_minor IS NULL`,
    ],
    [
      'a limit that is broken',
      ['balances are the sums of their entries', 'limits are kept'],
      `UPDATE ${table('account_balance')} SET balance_minor = -9901 WHERE limit_minor = 10000`,
    ],
    [
      'a count of a day that is wrong',
      ['days count their entries'],
      `UPDATE ${table('ledger_day')} SET debits = debits + 1`,
    ],
    [
      'money held for nothing',
      ['what is held is the sum of open holds'],
      `UPDATE ${table('account_balance')} SET held_minor = held_minor + 1`,
    ],
    [
      'a hold that ended although its payment goes on',
      ['payments hold their amounts until they end', 'what is held is the sum of open holds'],
      `UPDATE ${table('hold')} SET outcome = 'released', ended_at = now() WHERE outcome IS NULL`,
    ],
    [
      'a hold that was captured by nothing',
      ['captured holds have their debits', 'payments hold their amounts until they end'],
      `UPDATE ${table('hold')} SET outcome = 'captured' WHERE outcome = 'released'`,
    ],
    [
      'a debit whose hold was released',
      ['debits that capture have their holds', 'payments hold their amounts until they end'],
      `UPDATE ${table('hold')} SET outcome = 'released' WHERE outcome = 'captured'`,
    ],
    [
      'a capture of another sum',
      ['debits that capture have their holds', 'payments hold their amounts until they end'],
      `UPDATE ${table('hold')} SET amount_minor = 99 WHERE outcome = 'captured'`,
    ],
    [
      'a capture of a hold that is not there',
      ['captured holds have their debits', 'debits that capture have their holds'],
      `UPDATE ${table('ledger_entry')} SET captures_hold = gen_random_uuid() WHERE captures_hold IS NOT NULL`,
    ],
    [
      'a hold of no payment',
      ['holds are those of payments'],
      `INSERT INTO ${table('hold')} (id, account_id, currency, amount_minor, placed_at, outcome, ended_at)
       SELECT gen_random_uuid(), account_id, currency, 1, now(), 'released', now() FROM ${table('hold')} LIMIT 1`,
    ],
    [
      'a payment said to be booked',
      ['booked payments have their journals', 'payments hold their amounts until they end'],
      `UPDATE ${table('payment')} SET status = 'ACSC' WHERE status = 'RCVD'`,
    ],
    [
      'a payment said not to be booked',
      ['no other payment has one', 'payments hold their amounts until they end'],
      `UPDATE ${table('payment')} SET status = 'ACSP' WHERE status = 'ACSC'`,
    ],
    [
      'a payment of another amount than its journal',
      [
        'journals move what was paid between the parties',
        'payments hold their amounts until they end',
      ],
      `UPDATE ${table('payment')} SET amount_minor = 101 WHERE status = 'ACSC'`,
    ],
    [
      'a payment to somebody else than its journal',
      ['journals move what was paid between the parties'],
      `UPDATE ${table('payment')} SET creditor_account_id = gen_random_uuid() WHERE status = 'ACSC'`,
    ],
    [
      'a journal whose payment is gone',
      ['holds are those of payments', 'journals of payments have their payments'],
      `DELETE FROM ${table('payment')} WHERE status = 'ACSC'`,
    ],
    [
      'a payment that never held its money',
      ['holds are those of payments', 'payments hold their amounts until they end'],
      `UPDATE ${table('payment')} SET hold_id = NULL WHERE status = 'RJCT'`,
    ],
    [
      'a key for nothing',
      ['idempotency keys stand for something'],
      `INSERT INTO ${table('idempotency_record')} VALUES
         ('harbour', 'c', 'domestic-payments', 'k', sha256(''), gen_random_uuid(), now())`,
    ],
  ])('%s', async (_what, expected, corruption) => {
    expect((await foundAfter(corruption)).sort()).toEqual(expected);
  });

  it('a hold that another journal captured', async () => {
    const swap = `UPDATE ${table('payment')} SET journal_id = (SELECT id FROM ${table('journal')}
      WHERE origin = 'seed' LIMIT 1) WHERE status = 'ACSC'`;
    expect((await foundAfter(swap)).sort()).toEqual([
      ...[
        'holds are captured by their payments',
        'journals move what was paid between the parties',
      ],
      'journals of payments have their payments',
    ]);
  });

  it('as few of each kind as can be read', async () => {
    const spoil = `INSERT INTO ${table('journal')}
      SELECT gen_random_uuid(), 'harbour', now(), 'seed' FROM generate_series(1, 300)`;
    const undo = new Error('undo');
    const spoiling = books.test.connect('owner', 1).transaction(async (transaction) => {
      await transaction.query({ name: '', text: spoil });
      const { faults } = await proofOf(transaction);
      expect(faults).toHaveLength(21);
      expect(faults.at(-1)?.fault).toBe('and more of these');
      throw undo;
    });
    await expect(spoiling).rejects.toBe(undo);
  });
});
