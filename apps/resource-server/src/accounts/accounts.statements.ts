import { statement } from '@sandbank/platform';

/** $1 account ids, $2 customer, $3 bank: what the customer no longer holds is left out, whatever the consent says. */
export const accountsOfConsent = statement(
  'accounts.of_consent',
  `SELECT a.id, a.currency, a.category, a.type_code, a.description, a.nickname, a.status,
     a.holder_name, a.scheme_name, a.identification, a.opened_at,
     coalesce(a.status_changed_at, a.opened_at) AS status_changed_at
   FROM resource_server.account a
   JOIN resource_server.account_holder h ON h.account_id = a.id AND h.customer_id = $2
   WHERE a.id = ANY($1::uuid[]) AND a.bank_slug = $3
   ORDER BY a.opened_at, a.id`,
);
