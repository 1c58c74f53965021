import { statement } from '@sandbank/platform';

const schema = 'resource_server';

/** Starts that overlap must not live the same day twice. */
export const lockSeed = statement(
  'seed.lock',
  `SELECT pg_advisory_xact_lock(hashtext('sandbank:resource-server:seed'))`,
);

export const putBank = statement(
  'seed.put_bank',
  `INSERT INTO ${schema}.bank (slug, name, issuer, profile, payment_authentication_seconds)
   VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (slug) DO UPDATE
   SET name = EXCLUDED.name, issuer = EXCLUDED.issuer, profile = EXCLUDED.profile,
     payment_authentication_seconds = EXCLUDED.payment_authentication_seconds`,
);

export const putCustomers = statement(
  'seed.put_customers',
  `INSERT INTO ${schema}.customer (id, bank_slug, name, persona, scenario)
   SELECT * FROM jsonb_to_recordset($1::jsonb)
     AS c (id uuid, bank_slug text, name text, persona text, scenario jsonb)
   ON CONFLICT (id) DO UPDATE
   SET name = EXCLUDED.name, persona = EXCLUDED.persona, scenario = EXCLUDED.scenario`,
);

export const putAccounts = statement(
  'seed.put_accounts',
  `INSERT INTO ${schema}.account (id, bank_slug, kind, currency, category, type_code, description,
     nickname, holder_name, scheme_name, identification, card_number, opened_at)
   SELECT * FROM jsonb_to_recordset($1::jsonb) AS a (id uuid, bank_slug text, kind text,
     currency text, category text, type_code text, description text, nickname text,
     holder_name text, scheme_name text, identification text, card_number text, opened_at timestamptz)
   ON CONFLICT (id) DO UPDATE SET nickname = EXCLUDED.nickname, description = EXCLUDED.description`,
);

export const arrangePayments = statement(
  'seed.arrange_payments',
  `UPDATE ${schema}.account AS known
   SET signatories = a.signatories, payment_fate = a.payment_fate
   FROM jsonb_to_recordset($1::jsonb) AS a (id uuid, signatories smallint, payment_fate text)
   WHERE known.id = a.id AND (known.signatories, known.payment_fate)
     IS DISTINCT FROM (a.signatories, a.payment_fate)`,
);

export const putBalances = statement(
  'seed.put_balances',
  `INSERT INTO ${schema}.account_balance (account_id, currency, limit_minor)
   SELECT * FROM jsonb_to_recordset($1::jsonb)
     AS b (account_id uuid, currency text, limit_minor bigint)
   ON CONFLICT (account_id) DO NOTHING`,
);

export const putHolders = statement(
  'seed.put_holders',
  `INSERT INTO ${schema}.account_holder (customer_id, account_id)
   SELECT * FROM jsonb_to_recordset($1::jsonb) AS h (customer_id uuid, account_id uuid)
   ON CONFLICT DO NOTHING`,
);

export const generatedLives = statement(
  'seed.generated_lives',
  `SELECT customer_id, begins_at, generated_through FROM ${schema}.generated_life
   WHERE customer_id = ANY($1::uuid[])`,
);

export const putGeneratedLives = statement(
  'seed.put_generated_lives',
  `INSERT INTO ${schema}.generated_life (customer_id, begins_at, generated_through)
   SELECT * FROM jsonb_to_recordset($1::jsonb)
     AS l (customer_id uuid, begins_at timestamptz, generated_through timestamptz)
   ON CONFLICT (customer_id) DO UPDATE SET generated_through = EXCLUDED.generated_through
   WHERE generated_life.generated_through < EXCLUDED.generated_through`,
);

/** What is held for payments on their way can be spent by nobody else. */
export const balancesOf = statement(
  'seed.balances',
  `SELECT account_id, balance_minor, limit_minor - held_minor AS limit_minor FROM ${schema}.account_balance
   WHERE account_id = ANY($1::uuid[])`,
);

export const knownJournals = statement(
  'seed.known_journals',
  `SELECT id FROM ${schema}.journal WHERE id = ANY($1::uuid[])`,
);

export const postJournals = statement(
  'seed.post_journals',
  `INSERT INTO ${schema}.journal (id, bank_slug, booked_at, origin)
   SELECT j.id, $2, j.booked_at, 'seed'
   FROM jsonb_to_recordset($1::jsonb) AS j (id uuid, booked_at timestamptz)`,
);

export const postEntries = statement(
  'seed.post_entries',
  `INSERT INTO ${schema}.ledger_entry (id, journal_id, account_id, currency, amount_minor, booked_at,
     family_code, sub_family_code, proprietary_code, category_purpose, category, reference,
     information, merchant_name, merchant_category_code, counterparty_name,
     counterparty_identification, card_authorisation)
   SELECT * FROM jsonb_to_recordset($1::jsonb) AS e (id uuid, journal_id uuid, account_id uuid,
     currency text, amount_minor bigint, booked_at timestamptz, family_code text,
     sub_family_code text, proprietary_code text, category_purpose text, category text,
     reference text, information text, merchant_name text, merchant_category_code text,
     counterparty_name text, counterparty_identification text, card_authorisation text)`,
);
