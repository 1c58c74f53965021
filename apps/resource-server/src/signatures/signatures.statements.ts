import { statement } from '@sandbank/platform';

const schema = 'resource_server';

const ofHolder = `
  SELECT p.id, p.kind, p.client_id, p.status, p.reason_code, p.amount_minor, p.currency, p.created_at,
    coalesce(p.instruction, p.initiation) #>> '{CreditorAccount,Name}' AS payee_name,
    coalesce(p.instruction, p.initiation) #>> '{CreditorAccount,Identification}' AS payee_identification,
    coalesce(p.instruction #>> '{RemittanceInformation,Unstructured,0}',
      p.initiation #>> '{RemittanceInformation,Unstructured,0}') AS reference,
    d.id AS account_id, coalesce(d.nickname, d.description) AS account_name, d.identification AS account_identification,
    a.status AS authorisation, a.number_required, a.number_received, a.expires_at,
    (SELECT c.name FROM ${schema}.customer c WHERE c.id = p.customer_id) AS started_by,
    p.customer_id = h.customer_id AS started_by_holder,
    EXISTS (SELECT FROM ${schema}.payment_signature s
      WHERE s.payment_id = p.id AND s.customer_id = h.customer_id) AS is_signed
  FROM ${schema}.payment_authorisation a
  JOIN ${schema}.payment p ON p.id = a.payment_id
  JOIN ${schema}.account d ON d.id = p.debtor_account_id
  JOIN ${schema}.account_holder h ON h.account_id = d.id AND h.customer_id = $1
  WHERE p.bank_slug = $2`;

/** $1 customer, $2 bank, $3 now, $4 how many: what waits for the signature of this holder, what ends first at the top. */
export const paymentsToSign = statement(
  'signatures.waiting',
  `SELECT * FROM (${ofHolder} AND p.status = 'PATC' AND a.status = 'AWAU' AND a.expires_at > $3) waiting
   WHERE NOT is_signed ORDER BY expires_at, id LIMIT $4`,
);

/** $1 customer, $2 bank, $3 payment: one that needs or needed the signatures of several, whatever became of it. */
export const paymentToSign = statement('signatures.one', `${ofHolder} AND p.id = $3`);

/** $1 payment, $2 customer, $3 whether they sign or refuse, $4 now, $5 milliseconds to the next step, $6 interaction, $7 bank. */
export const decidePayment = statement(
  'signatures.decide',
  `SELECT ${schema}.decide_payment(p.id, $2, $3, $4, $5::integer * interval '1 millisecond', $6) AS outcome
   FROM ${schema}.payment p WHERE p.id = $1 AND p.bank_slug = $7`,
);

/** $1 now. */
export const lapseUnsigned = statement(
  'signatures.lapse',
  `SELECT ${schema}.lapse_unsigned($1) AS ended`,
);
