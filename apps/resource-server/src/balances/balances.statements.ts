import { statement } from '@sandbank/platform';

/**
 * $1 account ids, $2 customer, $3 bank, $4 the start of today. What was true then is what is true now without what came
 * since, which an index tells: nothing older is read.
 */
export const balancesOfConsent = statement(
  'balances.of_consent',
  `SELECT a.id AS account_id, a.currency, a.type_code, b.limit_minor,
     b.balance_minor AS booked_minor,
     b.balance_minor - b.held_minor + b.limit_minor AS available_minor,
     b.balance_minor - today.booked_minor AS closing_booked_minor,
     b.balance_minor - today.booked_minor + b.limit_minor
       - (b.held_minor - today.placed_minor + today.ended_minor) AS closing_available_minor
   FROM resource_server.account a
   JOIN resource_server.account_holder h ON h.account_id = a.id AND h.customer_id = $2
   JOIN resource_server.account_balance b ON b.account_id = a.id
   CROSS JOIN LATERAL (SELECT
     (SELECT coalesce(sum(e.amount_minor), 0) FROM resource_server.ledger_entry e
      WHERE e.account_id = a.id AND e.booked_at >= $4::timestamptz) AS booked_minor,
     (SELECT coalesce(sum(o.amount_minor), 0) FROM resource_server.hold o
      WHERE o.account_id = a.id AND o.ended_at IS NULL AND o.placed_at >= $4::timestamptz) AS placed_minor,
     (SELECT coalesce(sum(o.amount_minor), 0) FROM resource_server.hold o
      WHERE o.account_id = a.id AND o.ended_at >= $4::timestamptz
        AND o.placed_at < $4::timestamptz) AS ended_minor) today
   WHERE a.id = ANY($1::uuid[]) AND a.bank_slug = $3
   ORDER BY a.opened_at, a.id`,
);
