import { statement } from '@sandbank/platform';

// Parameters of all three: $1 account ids, $2 customer, $3 bank, and for each account $4 from, $5 to, $6 credits,
// $7 debits; $8 recorded until (null: now), $9 rows at most, $10 and $11 the ends of all windows together; the rest as
// each says.

const held = `held AS (
  SELECT a.id, a.card_number, part.* FROM unnest($1::uuid[], $4::timestamptz[], $5::timestamptz[],
    $6::boolean[], $7::boolean[]) AS part(account_id, from_at, to_at, credits, debits)
  JOIN resource_server.account a ON a.id = part.account_id AND a.bank_slug = $3
  JOIN resource_server.account_holder h ON h.account_id = a.id AND h.customer_id = $2)`;

// The index is walked between the ends of all windows; the CASE keeps the planner from taking that of one account for a
// handful of rows, which it would sort instead.
const inList = `e.account_id = held.id
  AND e.booked_at >= $10::timestamptz AND e.booked_at <= $11::timestamptz
  AND e.recorded_at <= coalesce($8::timestamptz, statement_timestamp())
  AND CASE WHEN e.booked_at < held.from_at OR e.booked_at > held.to_at THEN false
    WHEN e.amount_minor > 0 THEN held.credits ELSE e.amount_minor < 0 AND held.debits END`;

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
 * The first page and the facts of the walk that begins with it, in one statement. $12 and $13 are, for each
 * account, the ends of what its consent makes available. Without entries one row comes back whose `id` is null.
 */
export const firstPage = statement(
  'transactions.first_page',
  `WITH ${held},
   available AS (
     SELECT held.id, part.from_at, part.to_at FROM held JOIN
       unnest($1::uuid[], $12::timestamptz[], $13::timestamptz[]) AS part(id, from_at, to_at)
       ON part.id = held.id),
   page AS (${page('DESC', '')}),
   walk AS (
     SELECT statement_timestamp()::text AS recorded_until,
       (SELECT count(*) FROM held) AS accounts,
       (SELECT coalesce(sum(of_account.entries), 0) FROM held CROSS JOIN LATERAL (
          SELECT count(*) AS entries FROM resource_server.ledger_entry e
          WHERE ${inList}) of_account) AS total,
       (SELECT min(edge.booked_at) FROM available CROSS JOIN LATERAL (
          SELECT e.booked_at FROM resource_server.ledger_entry e
          WHERE e.account_id = available.id AND e.booked_at >= available.from_at
            AND e.booked_at <= available.to_at
          ORDER BY e.booked_at, e.id LIMIT 1) edge) AS first_available,
       (SELECT max(edge.booked_at) FROM available CROSS JOIN LATERAL (
          SELECT e.booked_at FROM resource_server.ledger_entry e
          WHERE e.account_id = available.id AND e.booked_at >= available.from_at
            AND e.booked_at <= available.to_at
          ORDER BY e.booked_at DESC, e.id DESC LIMIT 1) edge) AS last_available)
   SELECT walk.*, page.* FROM walk LEFT JOIN page ON true
   ORDER BY page.booked_at DESC, page.id DESC`,
);

/** Older than the entry ($12 booked at, $13 id). */
export const pageAfter = statement(
  'transactions.page_after',
  `WITH ${held} ${page('DESC', 'AND (e.booked_at, e.id) < ($12::timestamptz, $13::uuid)')}`,
);

/** Newer than the entry ($12 booked at, $13 id), the nearest first. */
export const pageBefore = statement(
  'transactions.page_before',
  `WITH ${held} ${page('ASC', 'AND (e.booked_at, e.id) > ($12::timestamptz, $13::uuid)')}`,
);
