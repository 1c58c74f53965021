import { statement } from '@sandbank/platform';

const schema = 'resource_server';

/** Two operators who begin loads at once take turns. */
export const lockLoads = statement(
  'generate.lock',
  `SELECT pg_advisory_xact_lock(hashtext('sandbank:resource-server:generate'))`,
);

/** $1 bank, $2 seed, $3 customers, $4 transactions, $5 now: no two loads of a bank end at the same time. */
export const beginLoad = statement(
  'generate.begin',
  `INSERT INTO ${schema}.generated_load (bank_slug, seed, customers, transactions, ends_at)
   SELECT $1, $2, $3, $4, greatest($5::timestamptz, max(l.ends_at) + interval '1 millisecond')
   FROM ${schema}.generated_load l WHERE l.bank_slug = $1
   ON CONFLICT (bank_slug, seed) DO NOTHING`,
);

const columns = `l.customers, l.transactions, l.ends_at, l.chunks_done,
  (SELECT coalesce(sum(b.customers), 0)::int FROM ${schema}.generated_load b
   WHERE b.bank_slug = l.bank_slug AND b.ends_at < l.ends_at) AS numbers_before`;

/** $1 bank, $2 seed. */
export const findLoad = statement(
  'generate.find',
  `SELECT ${columns} FROM ${schema}.generated_load l WHERE l.bank_slug = $1 AND l.seed = $2`,
);

/** $1 bank, $2 seed: whoever writes the next chunk holds the row until it is written. */
export const holdLoad = statement(
  'generate.hold',
  `SELECT chunks_done FROM ${schema}.generated_load
   WHERE bank_slug = $1 AND seed = $2 FOR NO KEY UPDATE`,
);

/** $1 bank, $2 seed. */
export const chunkIsDone = statement(
  'generate.chunk_done',
  `UPDATE ${schema}.generated_load SET chunks_done = chunks_done + 1
   WHERE bank_slug = $1 AND seed = $2`,
);

/** $1 bank, $2 scheme of the bank's own accounts. */
export const counterAccountsOfBank = statement(
  'generate.counter_accounts',
  `SELECT id, identification FROM ${schema}.account WHERE bank_slug = $1 AND scheme_name = $2`,
);

/** Tables with the columns that are written, in the order of foreign keys. */
export const copies = {
  customer: ['id', 'bank_slug', 'name', 'persona'],
  account: [
    ...['id', 'bank_slug', 'kind', 'currency', 'category', 'type_code', 'description'],
    ...['holder_name', 'scheme_name', 'identification', 'opened_at'],
  ],
  account_balance: ['account_id', 'currency', 'limit_minor'],
  account_holder: ['customer_id', 'account_id'],
  journal: ['id', 'bank_slug', 'booked_at', 'origin'],
  ledger_entry: [
    ...['id', 'journal_id', 'account_id', 'currency', 'amount_minor', 'booked_at'],
    ...['family_code', 'sub_family_code', 'proprietary_code', 'category_purpose', 'category'],
    ...['information', 'merchant_name', 'merchant_category_code', 'counterparty_name'],
    'card_authorisation',
  ],
} as const;

export const copySql = (table: keyof typeof copies): string =>
  `COPY ${schema}.${table} (${copies[table].join(', ')}) FROM STDIN`;
