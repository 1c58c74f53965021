import { statement, type Statement } from '@sandbank/platform';

const schema = 'resource_server';

/**
 * Makes a table's rows for these accounts ($2) what the seed says ($1, rows by column name): new ones are added, known
 * ones brought up to date, and those that it no longer says are gone.
 */
const replaced = (
  table: string,
  columns: readonly string[],
  source = `jsonb_populate_recordset(NULL::${schema}.${table}, $1::jsonb) r`,
  values: readonly string[] = columns.map((column) => `r.${column}`),
): Statement =>
  statement(
    `seed.replace_${table}`,
    `WITH gone AS (
       DELETE FROM ${schema}.${table} WHERE account_id = ANY($2::uuid[]) AND id NOT IN
         (SELECT (said ->> 'id')::uuid FROM jsonb_array_elements($1::jsonb) said))
     INSERT INTO ${schema}.${table} (id, account_id, ${columns.join(', ')})
     SELECT r.id, r.account_id, ${values.join(', ')} FROM ${source}
     ON CONFLICT (id) DO UPDATE SET ${columns.map((each) => `${each} = EXCLUDED.${each}`).join(', ')}`,
  );

const creditor = ['creditor_name', 'creditor_scheme_name', 'creditor_identification'];
const frequency = ['frequency_type', 'count_per_period', 'point_in_time'];

export const replaceBeneficiaries = replaced('beneficiary', [
  ...['beneficiary_type', 'reference'],
  ...creditor,
]);

export const replaceOffers = replaced('offer', [
  ...['offer_type', 'description', 'starts_at', 'ends_at'],
  ...['rate', 'term', 'amount_minor', 'fee_minor'],
]);

export const replaceScheduledPayments = replaced('scheduled_payment', [
  ...['scheduled_at', 'amount_minor', 'reference'],
  ...creditor,
]);

/** Each with the last payment that the ledger has of it: the entries that carry its reference. */
const withLastPayment = (table: string, proprietaryCode: string): string =>
  `jsonb_populate_recordset(NULL::${schema}.${table}, $1::jsonb) r
   JOIN jsonb_to_recordset($1::jsonb) AS said (id uuid, ledger_reference text) USING (id)
   LEFT JOIN LATERAL (
     SELECT e.booked_at, -e.amount_minor AS amount_minor FROM ${schema}.ledger_entry e
     WHERE e.account_id = r.account_id AND e.proprietary_code = '${proprietaryCode}'
       AND e.reference = said.ledger_reference
     ORDER BY e.booked_at DESC, e.id DESC LIMIT 1) last ON true`;

const last = ['last_payment_at', 'last_minor'];
const lastValues = ['last.booked_at', 'last.amount_minor'];
const valuesOf = (columns: readonly string[]) => [
  ...columns.map((column) => `r.${column}`),
  ...lastValues,
];

const directDebit = [
  ...['name', 'mandate_identification', 'classification', 'next_payment_at'],
  ...frequency,
];
export const replaceDirectDebits = replaced(
  ...(['direct_debit', [...directDebit, ...last]] as const),
  ...([withLastPayment('direct_debit', 'DirectDebit'), valuesOf(directDebit)] as const),
);

const standingOrder = ['next_payment_at', 'next_minor', 'reference', ...frequency, ...creditor];
export const replaceStandingOrders = replaced(
  ...(['standing_order', [...standingOrder, ...last]] as const),
  ...([withLastPayment('standing_order', 'StandingOrder'), valuesOf(standingOrder)] as const),
);

export const putProducts = statement(
  'seed.put_products',
  `INSERT INTO ${schema}.product (bank_slug, id, name, type_code, category, is_standard, product_type, details)
   SELECT p.bank_slug, p.id, p.name, p.type_code, p.category, p.is_standard, p.product_type, p.details
   FROM jsonb_populate_recordset(NULL::${schema}.product, $1::jsonb) p
   ON CONFLICT (bank_slug, id) DO UPDATE SET name = EXCLUDED.name, type_code = EXCLUDED.type_code,
     category = EXCLUDED.category, is_standard = EXCLUDED.is_standard,
     product_type = EXCLUDED.product_type, details = EXCLUDED.details`,
);

export const putParties = statement(
  'seed.put_parties',
  `INSERT INTO ${schema}.party
   SELECT * FROM jsonb_populate_recordset(NULL::${schema}.party, $1::jsonb)
   ON CONFLICT (customer_id) DO UPDATE SET party_number = EXCLUDED.party_number,
     full_legal_name = EXCLUDED.full_legal_name, legal_structure = EXCLUDED.legal_structure,
     email_address = EXCLUDED.email_address, phone = EXCLUDED.phone, mobile = EXCLUDED.mobile,
     address = EXCLUDED.address`,
);

/** Closes the months of accounts ($1) that had ended at $2; those after $3, into which the seed has booked, anew. */
export const closeMonths = statement(
  'seed.close_months',
  `SELECT ${schema}.close_statements($1::uuid[], $2, $3)`,
);
