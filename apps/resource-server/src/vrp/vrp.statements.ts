import { agreedAtSql, standForPaymentSql } from '@sandbank/consent';
import { statement } from '@sandbank/platform';
import { claimKeySql, underKeySql } from '../idempotency/keyed-request.js';
import { partiesOfPayment } from '../payments/payments.statements.js';

const schema = 'resource_server';

/**
 * $1 account, $2 customer, $3 bank, $4 scheme and $5 number of the payee, $6 consent: who pays whom, as the books know
 * them, and when the customer agreed to it.
 */
export const partiesOfVrp = statement(
  'vrp.parties',
  `SELECT parties.*, ${agreedAtSql('$6')} AS agreed_at FROM (${partiesOfPayment.text}) parties`,
);

/**
 * One payment within limits, all of it or nothing, in one statement: the key is claimed, the consent held still, the sum
 * counted in every period, the payment placed. It answers the payment; nothing, and nothing happened, where the key is
 * in use. It fails, and nothing happened, when the consent has ended (`isEndedConsent`), when a period's limit would be
 * exceeded (`vrp_period_within_limit`) and when the account cannot bear it (`account_balance_within_limit`). The balance
 * is locked before the periods, as by the engine, which gives back to them what was rejected.
 * $1 to $7 `claimValues`, of which $7 is now; $8 payment, $9 consent, $10 debtor, $11 amount, $12 periods, $13
 * `placement(…)`.
 */
export const placeVrp = statement(
  'vrp.place',
  `WITH claimed AS (${claimKeySql('$8::uuid')}),
   standing AS MATERIALIZED (
     SELECT ${standForPaymentSql('$9::uuid', '$7::timestamptz')} AS consent_id FROM claimed),
   locked AS MATERIALIZED (
     SELECT consent_id, ${schema}.lock_balances(ARRAY[$10::uuid]) FROM standing),
   counted AS (
     INSERT INTO ${schema}.vrp_period_usage AS known (consent_id, period_type, period_alignment, starts_at, ends_at,
       spent_minor, limit_minor)
     SELECT locked.consent_id, p.type, p.alignment, p.starts_at, p.ends_at, $11::bigint, p.limit_minor
     FROM locked, jsonb_to_recordset($12::jsonb) AS p (type text, alignment text, starts_at timestamptz,
       ends_at timestamptz, limit_minor bigint)
     ORDER BY p.type, p.alignment
     ON CONFLICT (consent_id, period_type, period_alignment, starts_at) DO UPDATE
       SET spent_minor = known.spent_minor + EXCLUDED.spent_minor, limit_minor = EXCLUDED.limit_minor
     RETURNING 1)
   SELECT placed.* FROM (SELECT count(*) AS periods FROM counted) counts,
     LATERAL ${schema}.place_payment(CASE WHEN counts.periods > 0 THEN $13::jsonb END, $7::timestamptz) placed
   WHERE counts.periods > 0`,
);

/** $1 consent, $2 now: what was spent in the periods of this moment. */
export const spentInPeriods = statement(
  'vrp.spent',
  `SELECT period_type, period_alignment, spent_minor FROM ${schema}.vrp_period_usage
   WHERE consent_id = $1 AND starts_at <= $2 AND ends_at > $2`,
);

const columns = `p.id, p.bank_slug, p.client_id, p.consent_id, p.initiation, p.instruction, p.risk, p.status,
  p.reason_code, p.created_at, p.status_changed_at`;

/** $1 to $5 `lookValues`. */
export const vrpUnderKey = statement(
  'vrp.under_key',
  `SELECT r.digest, ${columns}
   FROM ${underKeySql(`JOIN ${schema}.payment p ON p.id = r.resource_id`)}`,
);

/** $1 payment, $2 bank. */
export const vrpById = statement(
  'vrp.by_id',
  `SELECT ${columns} FROM ${schema}.payment p WHERE p.id = $1 AND p.bank_slug = $2 AND p.kind = 'domestic-vrp'`,
);
