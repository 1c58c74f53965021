import { statement } from '@sandbank/platform';

const columns = `a.id AS account_id, a.currency, a.type_code, s.id, s.starts_at, s.ends_at, s.created_at,
  s.opening_minor, s.credits_minor, s.debits_minor, s.closing_minor, s.interest_minor, s.fees_minor, s.limit_minor`;

// $1 customer, $2 bank, $3 account ids and for each $4 and $5, the ends of what its consent makes available.
const held = `unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[]) AS part(account_id, from_at, to_at)
  JOIN resource_server.account a ON a.id = part.account_id AND a.bank_slug = $2
  JOIN resource_server.account_holder h ON h.account_id = a.id AND h.customer_id = $1`;

// A month is shown when all of it may be.
const available = `s.account_id = a.id AND s.starts_at >= part.from_at AND s.ends_at <= part.to_at + interval '1 second'`;

/** Months of which some part lies between $6 and $7, the newest first; an account without any has a row without `id`. */
export const statementsOfConsent = statement(
  'statements.of_consent',
  `SELECT ${columns} FROM ${held}
   LEFT JOIN resource_server.statement s ON ${available} AND s.ends_at > $6 AND s.starts_at <= $7
   ORDER BY a.opened_at, a.id, s.starts_at DESC`,
);

/** The one with the id $6; without it a row without `id`. */
export const statementById = statement(
  'statements.by_id',
  `SELECT ${columns} FROM ${held}
   LEFT JOIN resource_server.statement s ON ${available} AND s.id = $6`,
);

/** The same with the account it is about, and with its entries as far as they may be seen: credits ($7), debits ($8). */
export const statementWithEntries = statement(
  'statements.with_entries',
  `SELECT ${columns}, a.description, a.nickname, a.holder_name, a.scheme_name, a.identification,
     s.entries, e.id AS entry_id, e.booked_at, e.amount_minor, e.information, e.proprietary_code
   FROM ${held}
   LEFT JOIN resource_server.statement s ON ${available} AND s.id = $6
   LEFT JOIN LATERAL (
     SELECT * FROM resource_server.ledger_entry e
     WHERE e.account_id = s.account_id AND e.booked_at >= s.starts_at AND e.booked_at < s.ends_at
       AND CASE WHEN e.amount_minor > 0 THEN $7::boolean ELSE $8::boolean END
     ORDER BY e.booked_at, e.id LIMIT $9) e ON true
   ORDER BY e.booked_at, e.id`,
);

/** Closes months that had ended at $1, of $2 accounts at most: how many months. */
export const closeMonths = statement(
  'statements.close',
  `SELECT resource_server.close_statements(resource_server.accounts_to_close($1, $2), $1, NULL) AS closed`,
);
