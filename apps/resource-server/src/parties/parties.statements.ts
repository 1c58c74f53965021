import { statement } from '@sandbank/platform';

const columns = `c.id AS customer_id, c.name, p.party_number, p.full_legal_name, p.legal_structure,
  p.email_address, p.phone, p.mobile, p.address`;

/** $1 customer, $2 bank. */
export const partyOfCustomer = statement(
  'parties.of_customer',
  `SELECT ${columns} FROM resource_server.customer c
   LEFT JOIN resource_server.party p ON p.customer_id = c.id
   WHERE c.id = $1 AND c.bank_slug = $2`,
);

/** $1 account, $2 customer who must hold it, $3 bank. */
export const partiesOfAccount = statement(
  'parties.of_account',
  `SELECT a.id AS account_id, a.holder_name, ${columns}
   FROM resource_server.account a
   JOIN resource_server.account_holder mine ON mine.account_id = a.id AND mine.customer_id = $2
   JOIN resource_server.account_holder h ON h.account_id = a.id
   JOIN resource_server.customer c ON c.id = h.customer_id
   LEFT JOIN resource_server.party p ON p.customer_id = c.id
   WHERE a.id = $1 AND a.bank_slug = $3
   ORDER BY c.id`,
);
