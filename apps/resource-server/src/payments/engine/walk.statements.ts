import { statement } from '@sandbank/platform';

const schema = 'resource_server';

/**
 * One step for each payment that is due, up to $5 of them, whoever else walks at the same time: journals, entries that
 * capture the holds, releases and statuses are one statement. A journal has the number of its payment, so that none is
 * booked twice. Balances are locked first, in the order that everybody keeps.
 * A step is reckoned from when the last one was due, not from when somebody looked, so that a payment keeps its times;
 * after a pause it is never due at once again.
 * $1 now, $2 the steps, $3 the obstacles, $4 milliseconds to the next step, $6 the statuses that a step leads from.
 */
export const walkPayments = statement(
  'payments.walk',
  `WITH step AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($2::jsonb)
       AS s ("from" text, "to" text, judges boolean, books boolean, "isLast" text)),
   due AS MATERIALIZED (
     SELECT p.id, p.status FROM ${schema}.payment p
     WHERE p.next_step_at <= $1::timestamptz AND p.status = ANY($6::text[])
     ORDER BY p.next_step_at LIMIT $5 FOR NO KEY UPDATE SKIP LOCKED),
   judged AS MATERIALIZED (
     SELECT p.id, p.bank_slug, p.debtor_account_id, p.creditor_account_id, p.hold_id, p.entries, step."to",
       step.books, step."isLast" = 'always' OR (step."isLast" = 'elsewhere' AND c.kind = 'internal') AS is_last,
       CASE WHEN step.judges THEN coalesce(
         (SELECT o.reason FROM ROWS FROM (jsonb_to_recordset($3::jsonb)
              AS (party text, account text, reason text)) WITH ORDINALITY AS o (party, account, reason, position)
          WHERE (o.party = 'debtor' AND o.account = d.status) OR (o.party = 'creditor' AND o.account = c.status)
          ORDER BY o.position LIMIT 1),
         d.payment_fate, c.payment_fate) END AS reason
     FROM due
     JOIN ${schema}.payment p ON p.id = due.id
     JOIN step ON step."from" = due.status
     JOIN ${schema}.account d ON d.id = p.debtor_account_id
     JOIN ${schema}.account c ON c.id = p.creditor_account_id),
   locked AS MATERIALIZED (
     SELECT ${schema}.lock_balances(ARRAY(
       SELECT unnest(ARRAY[debtor_account_id, creditor_account_id]) FROM judged WHERE books))),
   booked AS (
     INSERT INTO ${schema}.journal (id, bank_slug, booked_at, origin)
     SELECT judged.id, judged.bank_slug, $1::timestamptz, 'payment' FROM judged, locked
     WHERE judged.books AND judged.reason IS NULL
     RETURNING id),
   entries AS (
     INSERT INTO ${schema}.ledger_entry (id, journal_id, account_id, currency, amount_minor, booked_at,
       family_code, sub_family_code, proprietary_code, category_purpose, category, reference, information,
       counterparty_name, counterparty_identification, captures_hold)
     SELECT e.id, booked.id, e.account_id, e.currency, e.amount_minor, $1::timestamptz, e.family_code,
       e.sub_family_code, e.proprietary_code, e.category_purpose, e.category, e.reference, e.information,
       e.counterparty_name, e.counterparty_identification,
       CASE WHEN e.account_id = judged.debtor_account_id THEN judged.hold_id END
     FROM booked JOIN judged ON judged.id = booked.id, jsonb_to_recordset(judged.entries) AS e (id uuid,
       account_id uuid, currency text, amount_minor bigint, family_code text, sub_family_code text,
       proprietary_code text, category_purpose text, category text, reference text, information text,
       counterparty_name text, counterparty_identification text)),
   released AS (
     UPDATE ${schema}.hold h SET outcome = 'released', ended_at = $1::timestamptz
     FROM judged, locked WHERE h.id = judged.hold_id AND judged.reason IS NOT NULL)
   UPDATE ${schema}.payment p SET status = CASE WHEN judged.reason IS NULL THEN judged."to" ELSE 'RJCT' END,
     status_changed_at = $1::timestamptz, reason_code = judged.reason,
     journal_id = coalesce(booked.id, p.journal_id),
     next_step_at = CASE WHEN judged.reason IS NULL AND NOT judged.is_last
       THEN greatest(p.next_step_at, $1::timestamptz - ($4::integer - 1) * interval '1 millisecond')
         + $4::integer * interval '1 millisecond' END
   FROM judged LEFT JOIN booked ON booked.id = judged.id
   WHERE p.id = judged.id
   RETURNING p.id, p.status`,
);
