import type { TestDatabase } from '@sandbank/testing';
import { randomUUID } from 'node:crypto';

/** How many entries a bank has, and how many of them two of its accounts. */
export interface BookSize {
  readonly entries: number;
  readonly large: number;
  readonly small: number;
  /** Entries that each other account has that is in use at all. */
  readonly others: number;
}

/** So many accounts that nobody reads them all to find one. */
const accountsMin = 3000;

/** Two accounts of one customer, in a bank that is full of other accounts. */
export interface LargeBooks {
  readonly large: string;
  readonly small: string;
}

/**
 * Fills a bank with balanced journals over the eighteen months before `until`, the entries of all accounts in turn, as
 * they come in life. Triggers are asleep meanwhile: balances and days are summed up at the end.
 */
export async function largeBooks(
  test: TestDatabase,
  size: BookSize,
  customerId: string,
  until: Date,
): Promise<LargeBooks> {
  const [large, small] = [randomUUID(), randomUUID()];
  const others = Math.ceil((size.entries - size.large - size.small) / size.others);
  await test.query(openAccounts, [large, small, customerId, Math.max(others, accountsMin)]);
  const owner = test.connect('owner', 1);
  await owner.transaction(async (transaction) => {
    const run = (text: string, values: readonly unknown[] = []) =>
      transaction.query({ name: '', text }, values);
    await run('SET LOCAL session_replication_role = replica');
    await run(journals, [size.entries, until]);
    await run(entries, [
      ...[size.entries, until, large, small, others],
      ...[Math.floor(size.entries / size.large), Math.floor(size.entries / size.small)],
    ]);
    await run(balances);
    await run(days);
  });
  for (const table of ['ledger_entry', 'ledger_day', 'account_balance', 'account', 'journal']) {
    await test.query(`VACUUM (ANALYZE) resource_server.${table}`);
  }
  return { large, small };
}

const openAccounts = `
  WITH opened AS (
    INSERT INTO resource_server.account (id, bank_slug, kind, currency, category, type_code, description,
      nickname, holder_name, scheme_name, identification, opened_at)
    SELECT id, 'harbour', 'customer', 'GBP', 'Personal', 'CACC', 'x', name, 'x', 'x', 'x' || id, timestamptz '2020-01-01'
    FROM (VALUES ($1::uuid, 'Large'), ($2::uuid, 'Small')) AS named (id, name)
    UNION ALL
    SELECT md5('other ' || n)::uuid, 'harbour', 'customer', 'GBP', 'Personal', 'CACC', 'x', 'Other', 'x', 'x',
      'other' || n, timestamptz '2020-01-01'
    FROM generate_series(0, $4::integer - 1) n
    RETURNING id, nickname),
  balances AS (
    INSERT INTO resource_server.account_balance (account_id, currency) SELECT id, 'GBP' FROM opened)
  INSERT INTO resource_server.account_holder (customer_id, account_id)
    SELECT $3::uuid, id FROM opened WHERE nickname IN ('Large', 'Small')`;

// Two entries each; the times of journals fall evenly into eighteen months, and so do those of each account's entries.
const instant = (n: string) =>
  `date_trunc('milliseconds', $2::timestamptz - interval '547 days' * (1 - ${n} / $1::float8))`;
const id = (n: string, kind: string) =>
  `(lpad(to_hex(${n}), 8, '0') || '-0000-7000-8000-00000000000${kind}')::uuid`;

const journals = `
  INSERT INTO resource_server.journal (id, bank_slug, booked_at, origin)
  SELECT ${id('n', 'a')}, 'harbour', ${instant('(2 * n)')}, 'seed'
  FROM generate_series(0, $1::integer / 2 - 1) n`;

const entries = `
  INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor, booked_at,
    recorded_at, family_code, sub_family_code, proprietary_code, category, reference, information)
  SELECT ${id('n', 'e')}, ${id('(n / 2)', 'a')},
    CASE WHEN n % $7::integer = 1 THEN $4::uuid WHEN n % $6::integer = 0 THEN $3::uuid
      ELSE md5('other ' || abs(hashint4(n)::bigint) % $5::integer)::uuid END,
    'GBP', (1 - 2 * ((n + n / 2 / $6::integer) % 2)) * (100 + n / 2 % 9000), ${instant('(2 * (n / 2))')}, ${instant('(2 * (n / 2))')},
    'RCDT', 'DMCT', 'Credit', 'Transfers', 'REF ' || n, 'A LINE OF NARRATIVE ' || n
  FROM generate_series(0, $1::integer - 1) n`;

const balances = `
  UPDATE resource_server.account_balance b SET balance_minor = e.total
  FROM (SELECT account_id, sum(amount_minor) AS total FROM resource_server.ledger_entry GROUP BY 1) e
  WHERE e.account_id = b.account_id`;

const days = `
  INSERT INTO resource_server.ledger_day AS known
  SELECT account_id, (booked_at AT TIME ZONE 'UTC')::date,
    count(*) FILTER (WHERE amount_minor > 0), count(*) FILTER (WHERE amount_minor < 0)
  FROM resource_server.ledger_entry GROUP BY 1, 2
  ON CONFLICT (account_id, day) DO UPDATE SET credits = EXCLUDED.credits, debits = EXCLUDED.debits`;
