import { createLogger, type Database } from '@sandbank/platform';
import { TestClock } from '@sandbank/testing';
import { randomUUID } from 'node:crypto';
import { bookedAt, Books } from '../../test/books.js';
import { PaymentEngine } from '../payments/engine/payment-engine.js';
import { verifyLedger } from './verify/verify-ledger.js';

let books: Books;
let world: string;
let pools: Database[];
const customer = randomUUID();

beforeAll(async () => {
  books = await Books.open();
  world = await books.account(null);
  pools = Array.from({ length: 4 }, () => books.test.connect('resourceServer', 6));
  await books.run(
    `INSERT INTO resource_server.customer (id, bank_slug, name) VALUES ($1, 'harbour', 'Maya')`,
    [customer],
  );
});
afterAll(() => books.test.drop());

const pool = (index: number): Database => pools[index % pools.length]!;

/** Orders a payment of so many pennies, as every kind of payment is placed. */
async function place(from: string, to: string, minor: number, database: Database): Promise<void> {
  const legs = [
    { account_id: from, amount_minor: -minor },
    { account_id: to, amount_minor: minor },
  ];
  const codes = { family_code: 'ICDT', sub_family_code: 'DMCT', proprietary_code: 'T' };
  const order = {
    ...{
      id: randomUUID(),
      bank_slug: 'harbour',
      client_id: 'client-tally',
      kind: 'domestic-payment',
    },
    ...{ consent_id: randomUUID(), customer_id: customer, interaction_id: randomUUID() },
    ...{ debtor_account_id: from, creditor_account_id: to, amount_minor: minor, currency: 'GBP' },
    entries: legs.map((leg) => ({ id: randomUUID(), currency: 'GBP', ...codes, ...leg })),
    ...{ initiation: {}, risk: {} },
  };
  await database.query(
    { name: 'spec.place', text: 'SELECT id FROM resource_server.place_payment($1, $2)' },
    [JSON.stringify(order), bookedAt],
  );
}

it('two hundred payments at once, walked by four engines, pay what the accounts bear and no penny more', async () => {
  const [one, other] = [await books.account(5_000), await books.account()];
  await books.move(world, one, 10_000);
  await books.move(world, other, 1_000);
  const ordered = Promise.allSettled(
    Array.from({ length: 200 }, (_, n) => {
      // Out of one account to the world and to another, which pays back at the same time.
      if (n % 4 === 0) return place(other, one, 100, pool(n));
      return place(one, n % 4 === 1 ? other : world, 100, pool(n));
    }),
  );
  const engines = pools.map(
    (database) =>
      new PaymentEngine(
        database,
        { SANDBANK_PAYMENT_STEP_MS: 1 },
        new TestClock(bookedAt),
        createLogger('resource-server', 'silent'),
      ),
  );
  // They walk while orders still come in, and go on until nothing is due.
  for (let second = 1; second <= 8; second += 1) {
    const now = new Date(bookedAt.getTime() + second * 1000);
    await Promise.all(engines.map((engine) => engine.walk(now)));
    if (second === 2) await ordered;
  }
  const refused = (await ordered).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const constraints = new Set(refused.map(({ constraint }) => constraint));
  expect([...constraints]).toEqual(refused.length > 0 ? ['account_balance_within_limit'] : []);

  const [row] = await books.test.query<{
    placed: number;
    booked: number;
    from_one: number;
    to_one: number;
  }>(
    `SELECT count(*)::integer AS placed, count(*) FILTER (WHERE status IN ('ACSC', 'ACCC'))::integer AS booked,
       coalesce(sum(amount_minor) FILTER (WHERE debtor_account_id = $1), 0)::integer AS from_one,
       coalesce(sum(amount_minor) FILTER (WHERE creditor_account_id = $1), 0)::integer AS to_one
     FROM resource_server.payment`,
    [one],
  );
  expect(row!.placed).toBe(200 - refused.length);
  expect(row!.booked).toBe(row!.placed);
  expect(await books.standing(one)).toEqual([10_000 - row!.from_one + row!.to_one, 0]);
  // 150 orders asked for more than the account had: it was used to the last penny of what was there when they came.
  expect(row!.from_one).toBeGreaterThanOrEqual(15_000 - 100);
  expect((await verifyLedger(books.database)).faults).toEqual([]);
});
