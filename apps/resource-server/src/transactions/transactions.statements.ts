import { statement } from '@sandbank/platform';

// Parameters of all three: $1 account ids, $2 customer, $3 bank, $4 from, $5 to, $6 credits, $7 debits,
// $8 recorded until (null: now), $9 rows at most; the rest as each says.

const held = `held AS (
  SELECT a.id, a.card_number FROM resource_server.account a
  JOIN resource_server.account_holder h ON h.account_id = a.id AND h.customer_id = $2
  WHERE a.id = ANY($1::uuid[]) AND a.bank_slug = $3)`;

const inList = `e.account_id = held.id
  AND e.booked_at >= $4::timestamptz AND e.booked_at <= $5::timestamptz
  AND e.recorded_at <= coalesce($8::timestamptz, statement_timestamp())
  AND ((e.amount_minor > 0 AND $6::boolean) OR (e.amount_minor < 0 AND $7::boolean))`;

const columns = `e.id, e.account_id, e.currency, e.amount_minor, e.booked_at, e.family_code,
  e.sub_family_code, e.proprietary_code, e.category_purpose, e.category, e.reference, e.information,
  e.merchant_name, e.merchant_category_code, e.counterparty_name, e.counterparty_identification,
  e.card_authorisation`;

type Order = 'ASC' | 'DESC';

/** Each account gives its own first rows by the index; only those are merged. */
const page = (order: Order, beyond: string): string => `
  SELECT held.card_number, e.* FROM held CROSS JOIN LATERAL (
    SELECT ${columns} FROM resource_server.ledger_entry e
    WHERE ${inList} ${beyond}
    ORDER BY e.booked_at ${order}, e.id ${order} LIMIT $9) e
  ORDER BY e.booked_at ${order}, e.id ${order} LIMIT $9`;

/**
 * The first page and the facts of the walk that begins with it, in one statement. $10 and $11 are the
 * ends of what the consent makes available. Without entries one row comes back whose `id` is null.
 */
export const firstPage = statement(
  'transactions.first_page',
  `WITH ${held},
   page AS (${page('DESC', '')}),
   walk AS (
     SELECT statement_timestamp()::text AS recorded_until,
       (SELECT count(*) FROM held) AS accounts,
       (SELECT count(*) FROM held JOIN resource_server.ledger_entry e ON ${inList}) AS total,
       (SELECT min(edge.booked_at) FROM held CROSS JOIN LATERAL (
          SELECT e.booked_at FROM resource_server.ledger_entry e
          WHERE e.account_id = held.id AND e.booked_at >= $10::timestamptz
            AND e.booked_at <= $11::timestamptz
          ORDER BY e.booked_at, e.id LIMIT 1) edge) AS first_available,
       (SELECT max(edge.booked_at) FROM held CROSS JOIN LATERAL (
          SELECT e.booked_at FROM resource_server.ledger_entry e
          WHERE e.account_id = held.id AND e.booked_at >= $10::timestamptz
            AND e.booked_at <= $11::timestamptz
          ORDER BY e.booked_at DESC, e.id DESC LIMIT 1) edge) AS last_available)
   SELECT walk.*, page.* FROM walk LEFT JOIN page ON true
   ORDER BY page.booked_at DESC, page.id DESC`,
);

/** Older than the entry ($10 booked at, $11 id). */
export const pageAfter = statement(
  'transactions.page_after',
  `WITH ${held} ${page('DESC', 'AND (e.booked_at, e.id) < ($10::timestamptz, $11::uuid)')}`,
);

/** Newer than the entry ($10 booked at, $11 id), the nearest first. */
export const pageBefore = statement(
  'transactions.page_before',
  `WITH ${held} ${page('ASC', 'AND (e.booked_at, e.id) > ($10::timestamptz, $11::uuid)')}`,
);
