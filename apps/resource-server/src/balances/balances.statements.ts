import { statement } from '@sandbank/platform';

/** $1 account ids, $2 customer, $3 bank. */
export const balancesOfConsent = statement(
  'balances.of_consent',
  `SELECT a.id AS account_id, a.currency, a.type_code, b.balance_minor, b.limit_minor,
     b.balance_minor - b.held_minor + b.limit_minor AS available_minor
   FROM resource_server.account a
   JOIN resource_server.account_holder h ON h.account_id = a.id AND h.customer_id = $2
   JOIN resource_server.account_balance b ON b.account_id = a.id
   WHERE a.id = ANY($1::uuid[]) AND a.bank_slug = $3
   ORDER BY a.opened_at, a.id`,
);
