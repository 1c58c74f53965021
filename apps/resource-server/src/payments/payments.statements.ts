import { consumePaymentSql } from '@sandbank/consent';
import { statement } from '@sandbank/platform';

const schema = 'resource_server';

/** $1 account, $2 customer, $3 bank, $4 scheme and $5 number of the payee: who pays whom, as the books know them. */
export const partiesOfPayment = statement(
  'payments.parties',
  `SELECT d.id AS debtor_id, d.currency, d.holder_name AS debtor_name,
     d.identification AS debtor_identification, c.id AS creditor_id, o.id AS clearing_id
   FROM ${schema}.account d
   JOIN ${schema}.account_holder h ON h.account_id = d.id AND h.customer_id = $2
   LEFT JOIN ${schema}.account c ON c.bank_slug = $3 AND c.scheme_name = $4 AND c.identification = $5
     AND c.kind = 'customer' AND c.status = 'Enabled' AND c.currency = d.currency
   JOIN ${schema}.account o ON o.bank_slug = $3 AND o.scheme_name = 'SANDBANK.Internal'
     AND o.identification = 'outgoing-clearing'
   WHERE d.id = $1 AND d.bank_slug = $3 AND d.status = 'Enabled' AND d.type_code IN ('CACC', 'SVGS')`,
);

/**
 * The payment, all of it or nothing, in one statement: the key is claimed, the consent is used up, both legs are
 * booked, the payment is written. It answers the payment; nothing, and nothing happened, where the key is in use.
 * It fails, and nothing happened, when the consent was used or has ended (`isSpentConsent`, `payment_once`) and when
 * the account cannot bear it (`account_balance_within_limit`).
 * $1 bank, $2 client, $3 endpoint, $4 key, $5 digest, $6 end of the key, $7 now, $8 payment, $9 consent,
 * $10 interaction, $11 customer, $12 debtor, $13 creditor, $14 journal, $15 entries, $16 initiation, $17 risk, $18 status.
 */
export const bookPayment = statement(
  'payments.book',
  `WITH claimed AS (
     INSERT INTO ${schema}.idempotency_record AS known
       (bank_slug, client_id, endpoint, key, digest, resource_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, $8::uuid, $6)
     ON CONFLICT (bank_slug, client_id, endpoint, key) DO UPDATE
       SET digest = EXCLUDED.digest, resource_id = EXCLUDED.resource_id, expires_at = EXCLUDED.expires_at
       WHERE known.expires_at <= $7::timestamptz
     RETURNING 1),
   consumed AS (
     SELECT ${consumePaymentSql('$9::uuid', '$7::timestamptz', '$10::uuid')} AS consent_id FROM claimed),
   booked AS (
     INSERT INTO ${schema}.journal (id, bank_slug, booked_at, origin)
     SELECT $14::uuid, $1, $7::timestamptz, 'payment' FROM consumed RETURNING id),
   entries AS (
     INSERT INTO ${schema}.ledger_entry (id, journal_id, account_id, currency, amount_minor, booked_at,
       family_code, sub_family_code, proprietary_code, category_purpose, category, reference, information,
       counterparty_name, counterparty_identification)
     SELECT e.id, booked.id, e.account_id, e.currency, e.amount_minor, $7::timestamptz, e.family_code,
       e.sub_family_code, e.proprietary_code, e.category_purpose, e.category, e.reference, e.information,
       e.counterparty_name, e.counterparty_identification
     FROM booked, jsonb_to_recordset($15::jsonb) AS e (id uuid, account_id uuid, currency text,
       amount_minor bigint, family_code text, sub_family_code text, proprietary_code text,
       category_purpose text, category text, reference text, information text, counterparty_name text,
       counterparty_identification text)),
   payment AS (
     INSERT INTO ${schema}.payment (id, bank_slug, client_id, consent_id, customer_id, debtor_account_id,
       creditor_account_id, journal_id, initiation, risk, status, created_at, status_changed_at,
       interaction_id)
     SELECT $8::uuid, $1, $2, consumed.consent_id, $11, $12, $13, booked.id, $16, $17, $18,
       $7::timestamptz, $7::timestamptz, $10::uuid
     FROM consumed, booked
     RETURNING id, bank_slug, client_id, consent_id, initiation, status, created_at, status_changed_at)
   SELECT * FROM payment`,
);

const columns = `p.id, p.bank_slug, p.client_id, p.consent_id, p.initiation, p.status, p.created_at,
  p.status_changed_at`;

/** $1 bank, $2 client, $3 endpoint, $4 key, $5 now. */
export const paymentUnderKey = statement(
  'payments.under_key',
  `SELECT r.digest, ${columns} FROM ${schema}.idempotency_record r
   JOIN ${schema}.payment p ON p.id = r.resource_id
   WHERE r.bank_slug = $1 AND r.client_id = $2 AND r.endpoint = $3 AND r.key = $4 AND r.expires_at > $5`,
);

/** $1 payment, $2 bank. */
export const paymentById = statement(
  'payments.by_id',
  `SELECT ${columns} FROM ${schema}.payment p WHERE p.id = $1 AND p.bank_slug = $2`,
);

/** Up to 1000 keys that ended before $1. */
export const removeExpiredKeys = statement(
  'payments.remove_expired_keys',
  `DELETE FROM ${schema}.idempotency_record WHERE (bank_slug, client_id, endpoint, key) IN (
     SELECT bank_slug, client_id, endpoint, key FROM ${schema}.idempotency_record
     WHERE expires_at <= $1 ORDER BY expires_at LIMIT 1000) RETURNING 1`,
);
