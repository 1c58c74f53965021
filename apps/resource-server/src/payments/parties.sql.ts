import { counterAccountScheme } from '../ledger/counter-accounts.js';

const schema = 'resource_server';

/** What the books know of who pays: an account `d`; of who is paid: an account `c`, or the bank's own `o`. */
export const partiesColumns = `d.id AS debtor_id, d.currency, d.holder_name AS debtor_name,
     d.identification AS debtor_identification, c.id AS creditor_id, c.currency AS creditor_currency,
     o.id AS clearing_id`;

/**
 * Joins to `d` the payee's account `c`, where it is one of this bank and in whatever state, and the bank's own account `o`
 * through which money of that currency leaves. The arguments are SQL: the bank, and scheme and number of the payee.
 */
export const partiesJoins = (bank: string, scheme: string, number: string): string =>
  `LEFT JOIN ${schema}.account c ON c.bank_slug = ${bank} AND c.kind = 'customer'
     AND c.scheme_name = ${scheme} AND c.identification = ${number}
   JOIN ${schema}.account o ON o.bank_slug = ${bank} AND o.scheme_name = '${counterAccountScheme}'
     AND o.currency = d.currency AND o.identification LIKE 'outgoing-clearing%'`;
