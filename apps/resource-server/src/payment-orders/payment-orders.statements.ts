import { consumeOrderSql } from '@sandbank/consent';
import { statement } from '@sandbank/platform';
import { claimKeySql, underKeySql } from '../idempotency/keyed-request.js';
import { partiesColumns, partiesJoins } from '../payments/parties.sql.js';

const schema = 'resource_server';

const columns = `o.id, o.kind, o.bank_slug, o.client_id, o.consent_id, o.initiation, o.status, o.reason_code,
  o.created_at, o.status_changed_at, o.next_made_at`;
/** What the payment of a single order says, which is the newest of any. */
const made = `LEFT JOIN LATERAL (
    SELECT p.status AS payment_status, p.reason_code AS payment_reason, p.status_changed_at AS payment_changed_at
    FROM ${schema}.order_payment m JOIN ${schema}.payment p ON p.id = m.payment_id
    WHERE m.order_id = o.id ORDER BY m.position DESC LIMIT 1) p ON true`;

/**
 * The order, all of it or nothing, in one statement: the key is claimed, the consent is used up, the order is written.
 * It answers the order; nothing, and nothing happened, where the key is in use. It fails, and nothing happened, when the
 * consent was used or has ended (`isSpentConsent`, `payment_order_once`).
 * $1 to $7 `claimValues`, of which $1 is the bank, $2 the client and $7 now; $8 consent, $9 interaction, $10 the order with
 * members named like the columns.
 */
export const placeOrder = statement(
  'payment_orders.place',
  `WITH claimed AS (${claimKeySql("($10::jsonb ->> 'id')::uuid")}),
   consumed AS MATERIALIZED (
     SELECT ${consumeOrderSql('$8::uuid', '$7::timestamptz', '$9::uuid')} AS consent_id FROM claimed)
   INSERT INTO ${schema}.payment_order AS o
   SELECT r.* FROM consumed, jsonb_populate_record(NULL::${schema}.payment_order, $10::jsonb
     || jsonb_build_object('bank_slug', $1::text, 'client_id', $2::text, 'consent_id', consumed.consent_id,
       'interaction_id', $9::uuid, 'created_at', $7::timestamptz, 'status_changed_at', $7::timestamptz)) r
   RETURNING ${columns}, NULL AS payment_status, NULL AS payment_reason, NULL AS payment_changed_at`,
);

/** $1 to $5 `lookValues`. */
export const orderUnderKey = statement(
  'payment_orders.under_key',
  `SELECT r.digest, ${columns}, p.*
   FROM ${underKeySql(`JOIN ${schema}.payment_order o ON o.id = r.resource_id ${made}`)}`,
);

/** $1 order, $2 bank, $3 kind. */
export const orderById = statement(
  'payment_orders.by_id',
  `SELECT ${columns}, p.* FROM ${schema}.payment_order o ${made}
   WHERE o.id = $1 AND o.bank_slug = $2 AND o.kind = $3`,
);

/** $1 order, $2 how many payments: every status of its newest payments, the oldest first. */
export const detailsOfOrder = statement(
  'payment_orders.details',
  `SELECT h.payment_id, h.status, h.at, h.reason_code
   FROM (SELECT payment_id, position FROM ${schema}.order_payment WHERE order_id = $1
         ORDER BY position DESC LIMIT $2) m
   JOIN ${schema}.payment_history h ON h.payment_id = m.payment_id
   ORDER BY m.position, h.position`,
);

const payee = (member: string): string => `w.initiation #>> '{CreditorAccount,${member}}'`;

/**
 * Up to $2 orders with a payment to be made by $1, those that wait longest first, but none of $3. With the parties, as the
 * books know them now.
 */
export const dueOrders = statement(
  'payment_orders.due',
  `SELECT w.id, w.kind, w.bank_slug, w.client_id, w.consent_id, w.customer_id, w.interaction_id, w.initiation, w.risk,
     w.next_position, d.status AS debtor_status, ${partiesColumns}
   FROM ${schema}.payment_order w
   JOIN ${schema}.account d ON d.id = w.debtor_account_id
   ${partiesJoins('w.bank_slug', payee('SchemeName'), payee('Identification'))}
   WHERE w.next_made_at <= $1::timestamptz AND w.id <> ALL($3::uuid[])
   ORDER BY w.next_made_at, w.id LIMIT $2`,
);

/**
 * Moves an order on and makes the payment that was due, in one statement; nothing, and nothing happened, where somebody
 * else did so before. $1 order, $2 its position, $3 now, $4 own date of the payment, $5 the payment, $6–$8 what is due next,
 * when it is made and how much it is, or nothing; $9 true when the order ends because its account is closed.
 */
export const makePayment = statement(
  'payment_orders.make_payment',
  `WITH moved AS (
     UPDATE ${schema}.payment_order SET next_position = $2::integer + 1, next_due_at = $6, next_made_at = $7,
       next_minor = $8, status = CASE WHEN $9::boolean THEN 'CANC' ELSE status END,
       reason_code = CASE WHEN $9::boolean THEN 'AC05' ELSE reason_code END,
       status_changed_at = CASE WHEN $9::boolean THEN $3::timestamptz ELSE status_changed_at END
     WHERE id = $1 AND next_position = $2::integer AND next_made_at <= $3::timestamptz
     RETURNING id),
   placed AS MATERIALIZED (
     SELECT p.id FROM moved, LATERAL ${schema}.place_order_payment($5::jsonb, $3::timestamptz) p)
   INSERT INTO ${schema}.order_payment (order_id, position, due_at, payment_id)
   SELECT $1, $2::integer, $4, placed.id FROM placed
   RETURNING payment_id`,
);
