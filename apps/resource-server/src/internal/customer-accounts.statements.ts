import { statement } from '@sandbank/platform';

/** $1 customer, $2 bank: every account the customer holds, with all its holders. */
export const accountsOfCustomer = statement(
  'internal.accounts_of_customer',
  `SELECT a.id, a.nickname, a.description, a.type_code, a.currency, a.identification,
     b.balance_minor, b.balance_minor - b.held_minor + b.limit_minor AS available_minor,
     (SELECT array_agg(c.name ORDER BY c.name) FROM resource_server.account_holder o
      JOIN resource_server.customer c ON c.id = o.customer_id WHERE o.account_id = a.id) AS holders
   FROM resource_server.account_holder h
   JOIN resource_server.account a ON a.id = h.account_id AND a.bank_slug = $2
   JOIN resource_server.account_balance b ON b.account_id = a.id
   WHERE h.customer_id = $1 AND a.status = 'Enabled'
   ORDER BY a.opened_at, a.id`,
);
