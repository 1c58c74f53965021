import { consumePaymentSql, type ResourceConsent } from '@sandbank/consent';
import { statement } from '@sandbank/platform';
import { claimKeySql, underKeySql } from '../idempotency/keyed-request.js';
import { multiAuthorisationSql } from './multi-authorisation.js';
import { partiesColumns, partiesJoins } from './parties.sql.js';

const schema = 'resource_server';

/**
 * $1 account, $2 customer, $3 bank, $4 scheme and $5 number of the payee: who pays whom, as the books know them. A payee
 * whose account here cannot take the money is found all the same: that is for the engine to judge.
 */
export const partiesOfPayment = statement(
  'payments.parties',
  `SELECT ${partiesColumns}, d.signatories
   FROM ${schema}.account d
   JOIN ${schema}.account_holder h ON h.account_id = d.id AND h.customer_id = $2
   ${partiesJoins('$3', '$4', '$5')}
   WHERE d.id = $1 AND d.bank_slug = $3 AND d.status = 'Enabled' AND d.type_code IN ('CACC', 'SVGS')`,
);

/** Its values: the account that the customer chose, and the payee. */
export const partiesValues = (
  { accountIds, customerId, bank }: ResourceConsent,
  payee: { readonly SchemeName: string; readonly Identification: string },
): unknown[] => [accountIds[0], customerId, bank, payee.SchemeName, payee.Identification];

const columns = `p.id, p.bank_slug, p.client_id, p.consent_id, p.initiation, p.status, p.reason_code,
  p.refund_account, p.created_at, p.status_changed_at,
  ${multiAuthorisationSql}`;

/**
 * The payment, all of it or nothing, in one statement: the key is claimed, the consent is used up, the money is held,
 * the payment is written. It answers the payment; nothing, and nothing happened, where the key is in use. It fails, and
 * nothing happened, when the consent was used or has ended (`isSpentConsent`, `payment_once`) and when the account
 * cannot bear it (`account_balance_within_limit`).
 * $1 to $7 `claimValues`, of which $7 is now; $8 consent, $9 interaction, $10 `placement(…)`.
 */
export const placePayment = statement(
  'payments.place',
  `WITH claimed AS (${claimKeySql("($10::jsonb ->> 'id')::uuid")}),
   consumed AS MATERIALIZED (
     SELECT ${consumePaymentSql('$8::uuid', '$7::timestamptz', '$9::uuid')} AS consent_id FROM claimed)
   SELECT ${columns} FROM consumed, LATERAL ${schema}.place_payment(
     $10::jsonb || jsonb_build_object('consent_id', consumed.consent_id), $7::timestamptz) p`,
);

/** $1 to $5 `lookValues`. */
export const paymentUnderKey = statement(
  'payments.under_key',
  `SELECT r.digest, ${columns}
   FROM ${underKeySql(`JOIN ${schema}.payment p ON p.id = r.resource_id`)}`,
);

/** $1 payment, $2 bank. A payment of another kind is none here: it is looked at where it was ordered. */
export const paymentById = statement(
  'payments.by_id',
  `SELECT ${columns} FROM ${schema}.payment p
   WHERE p.id = $1 AND p.bank_slug = $2 AND p.kind = 'domestic-payment'`,
);

/** $1 payment: every status it had, the oldest first. */
export const historyOfPayment = statement(
  'payments.history',
  `SELECT payment_id, status, at, reason_code FROM ${schema}.payment_history WHERE payment_id = $1 ORDER BY position`,
);
