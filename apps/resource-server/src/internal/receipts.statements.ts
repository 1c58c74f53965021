import { statement } from '@sandbank/platform';

/** $1 customer, $2 bank, $3 consents: when each was last used. One look into the index for each. */
export const lastAccesses = statement(
  'internal.last_accesses',
  `SELECT asked.consent_id, last.occurred_at FROM unnest($3::uuid[]) AS asked(consent_id)
   CROSS JOIN LATERAL (
     SELECT r.occurred_at FROM resource_server.access_record r
     WHERE r.consent_id = asked.consent_id AND r.customer_id = $1 AND r.bank_slug = $2
     ORDER BY r.occurred_at DESC LIMIT 1) last`,
);

/**
 * $1 customer, $2 bank, $3 consent, $4 before, $5 how many accesses: those of the last minutes before that moment,
 * counted by minute and resource. A page ends between two minutes, so that no minute is ever split.
 */
export const receiptsOfConsent = statement(
  'internal.receipts_of_consent',
  `WITH mine AS NOT MATERIALIZED (
     SELECT occurred_at, endpoint, account_id, customer_present FROM resource_server.access_record
     WHERE consent_id = $3 AND customer_id = $1 AND bank_slug = $2 AND occurred_at < $4
   ), page AS (
     SELECT date_trunc('minute', min(occurred_at), 'UTC') AS begins
     FROM (SELECT occurred_at FROM mine ORDER BY occurred_at DESC LIMIT $5) newest
   )
   SELECT date_trunc('minute', occurred_at, 'UTC') AS at, endpoint, customer_present,
     count(*)::int AS count,
     coalesce(array_agg(DISTINCT account_id) FILTER (WHERE account_id IS NOT NULL), '{}') AS account_ids,
     (SELECT begins FROM page) AS page_begins,
     EXISTS (SELECT FROM mine older WHERE older.occurred_at < (SELECT begins FROM page)) AS has_older
   FROM mine WHERE occurred_at >= (SELECT begins FROM page)
   GROUP BY 1, endpoint, customer_present
   ORDER BY at DESC, endpoint, customer_present`,
);
