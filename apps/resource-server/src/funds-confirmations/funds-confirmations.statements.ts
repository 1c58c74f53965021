import { statement } from '@sandbank/platform';
import { bearsSql } from '../ledger/bears.sql.js';

const schema = 'resource_server';

/**
 * Answers a question, and writes both down, in one statement: yes when the account is open, still that of the customer,
 * and what is on it and not held bears the sum, its limit included. Nothing, where the account is not the one that was
 * agreed or is kept in another currency.
 * $1 id, $2 bank, $3 client, $4 consent, $5 customer, $6 account, $7 reference, $8 minor units, $9 currency, $10 now,
 * $11 interaction, $12 the number of the account that was agreed, or null for whichever was chosen.
 */
export const answerQuestion = statement(
  'funds.answer',
  `INSERT INTO ${schema}.funds_confirmation (id, bank_slug, client_id, consent_id, customer_id, account_id, reference,
     amount_minor, currency, funds_available, asked_at, interaction_id)
   SELECT $1, $2, $3, $4, $5::uuid, a.id, $7, $8::bigint, $9,
     a.status = 'Enabled' AND ${bearsSql('$8::bigint')}
       AND EXISTS (SELECT FROM ${schema}.account_holder h WHERE h.account_id = a.id AND h.customer_id = $5::uuid),
     $10, $11
   FROM ${schema}.account a JOIN ${schema}.account_balance b ON b.account_id = a.id
   WHERE a.id = $6 AND a.bank_slug = $2 AND a.currency = $9
     AND ($12::text IS NULL OR a.identification = $12::text)
   RETURNING funds_available`,
);

/**
 * $1 customer, $2 bank, $3 consent, $4 a question or null, $5 how many: the newest of the consent, or those before that
 * one.
 */
export const questionsOfConsent = statement(
  'funds.questions_of_consent',
  `SELECT q.id, q.asked_at, q.reference, q.amount_minor, q.currency, q.funds_available
   FROM ${schema}.funds_confirmation q
   WHERE q.consent_id = $3 AND q.customer_id = $1 AND q.bank_slug = $2
     AND ($4::uuid IS NULL OR (q.asked_at, q.id) < (
       SELECT b.asked_at, b.id FROM ${schema}.funds_confirmation b WHERE b.id = $4 AND b.consent_id = $3))
   ORDER BY q.asked_at DESC, q.id DESC LIMIT $5`,
);
