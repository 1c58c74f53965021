import { statement } from '@sandbank/platform';

// Parameters of all three: $1 account ids, $2 customer, $3 bank, and for each account $4 from, $5 to, $6 credits,
// $7 debits; $8 rows at most; the rest as each says.

// No entry has these ids, so they stand for the ends of an instant.
const lowest = `'00000000-0000-0000-0000-000000000000'::uuid`;
const highest = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`;

/** The accounts that the customer still holds, each with the places between which its entries are read. */
const held = (begin: string, end: string): string => `held AS (
  SELECT a.id, a.card_number, part.*, ${begin}, ${end}
  FROM unnest($1::uuid[], $4::timestamptz[], $5::timestamptz[], $6::boolean[], $7::boolean[])
    AS part(account_id, from_at, to_at, credits, debits)
  JOIN resource_server.account a ON a.id = part.account_id AND a.bank_slug = $3
  JOIN resource_server.account_holder h ON h.account_id = a.id AND h.customer_id = $2)`;

const fromBegin = `part.from_at AS begin_at, ${lowest} AS begin_id`;
const toEnd = `part.to_at AS end_at, ${highest} AS end_id`;

const columns = `e.id, e.account_id, e.currency, e.amount_minor, e.booked_at, e.family_code,
  e.sub_family_code, e.proprietary_code, e.category_purpose, e.category, e.reference, e.information,
  e.merchant_name, e.merchant_category_code, e.counterparty_name, e.counterparty_identification,
  e.card_authorisation`;

type Order = 'ASC' | 'DESC';

// Each side has an index of its own, and so have both together: whatever is shown, nothing else is read.
const sides = [
  'held.credits AND held.debits',
  'held.credits AND NOT held.debits AND e.amount_minor > 0',
  'held.debits AND NOT held.credits AND e.amount_minor < 0',
];

/**
 * Each account gives its own first rows by the index; only those are merged. How many that are is hidden from the planner
 * in a query of its own: where it knew, it would take an account of average size, read all of it and sort.
 */
const page = (order: Order, recorded = ''): string => {
  const rows = sides.map(
    (side) => `(SELECT ${columns} FROM resource_server.ledger_entry e
      WHERE ${side} AND e.account_id = held.id ${recorded}
        AND (e.booked_at, e.id) > (held.begin_at, held.begin_id)
        AND (e.booked_at, e.id) < (held.end_at, held.end_id)
      ORDER BY e.booked_at ${order}, e.id ${order} LIMIT (SELECT $8::bigint))`,
  );
  return `SELECT held.card_number, e.* FROM held CROSS JOIN LATERAL (${rows.join(' UNION ALL ')}) e
    ORDER BY e.booked_at ${order}, e.id ${order} LIMIT $8`;
};

/** The first or the last entry that a consent makes available. */
const edge = (order: Order): string => `(
  SELECT ${order === 'ASC' ? 'min' : 'max'}(edge.booked_at) FROM available CROSS JOIN LATERAL (
    SELECT e.booked_at FROM resource_server.ledger_entry e WHERE e.account_id = available.id
      AND e.booked_at >= available.from_at AND e.booked_at <= available.to_at
    ORDER BY e.booked_at ${order}, e.id ${order} LIMIT 1) edge)`;

// Whole days from their counts; of a day that the window cuts, the entries by the index alone.
const total = `(
  SELECT coalesce(sum(of_account.entries), 0) FROM counted CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN counted.credits THEN d.credits ELSE 0 END
        + CASE WHEN counted.debits THEN d.debits ELSE 0 END), 0) AS entries
    FROM resource_server.ledger_day d WHERE d.account_id = counted.id
      AND d.day >= (counted.whole_from AT TIME ZONE 'UTC')::date
      AND d.day < (counted.whole_to AT TIME ZONE 'UTC')::date
    UNION ALL
    SELECT count(*) FROM (VALUES (counted.from_at, counted.whole_from),
        (counted.whole_to, counted.to_at + interval '1 millisecond')) AS cut(from_at, until)
      JOIN resource_server.ledger_entry e ON e.account_id = counted.id
        AND e.booked_at >= cut.from_at AND e.booked_at < cut.until
    WHERE CASE WHEN e.amount_minor > 0 THEN counted.credits ELSE counted.debits END) of_account)`;

/**
 * The first page and the facts of the walk that begins with it, in one statement, of one moment. For each account: $9 and
 * $10 the ends of what its consent makes available, $11 and $12 those of the whole days in its window. Without entries
 * one row comes back whose `id` is null.
 */
export const firstPage = statement(
  'transactions.first_page',
  `WITH ${held(fromBegin, toEnd)},
   available AS (
     SELECT held.id, part.from_at, part.to_at FROM held JOIN
       unnest($1::uuid[], $9::timestamptz[], $10::timestamptz[]) AS part(id, from_at, to_at)
       ON part.id = held.id),
   counted AS (
     SELECT held.id, held.credits, held.debits, held.from_at, held.to_at, part.whole_from, part.whole_to
     FROM held JOIN unnest($1::uuid[], $11::timestamptz[], $12::timestamptz[])
       AS part(id, whole_from, whole_to) ON part.id = held.id),
   page AS (${page('DESC')}),
   walk AS (
     SELECT clock_timestamp()::text AS recorded_until, (SELECT count(*) FROM held) AS accounts,
       ${total} AS total, ${edge('ASC')} AS first_available, ${edge('DESC')} AS last_available)
   SELECT walk.*, page.* FROM walk LEFT JOIN page ON true
   ORDER BY page.booked_at DESC, page.id DESC`,
);

// A walk shows what was recorded when it began: $11. $9 booked at and $10 id of the entry that it goes on from.
const recorded = 'AND e.recorded_at <= $11::timestamptz';

/** Older than an entry. */
export const pageAfter = statement(
  'transactions.page_after',
  `WITH ${held(
    fromBegin,
    `least(part.to_at, $9::timestamptz) AS end_at,
     CASE WHEN $9::timestamptz <= part.to_at THEN $10::uuid ELSE ${highest} END AS end_id`,
  )} ${page('DESC', recorded)}`,
);

/** Newer than an entry, the nearest first. */
export const pageBefore = statement(
  'transactions.page_before',
  `WITH ${held(
    `greatest(part.from_at, $9::timestamptz) AS begin_at,
     CASE WHEN $9::timestamptz >= part.from_at THEN $10::uuid ELSE ${lowest} END AS begin_id`,
    toEnd,
  )} ${page('ASC', recorded)}`,
);
