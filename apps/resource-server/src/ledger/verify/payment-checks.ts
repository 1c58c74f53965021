import type { LedgerCheck } from './book-checks.js';

const payment = 'resource_server.payment';
const entry = 'resource_server.ledger_entry';
const hold = 'resource_server.hold';

/** Payments against journals, holds and idempotency keys. */
export const paymentChecks = [
  {
    name: 'booked payments have their journals',
    sql: `SELECT format('payment %s is %s and its journal is not there', p.id, p.status) AS fault FROM ${payment} p
      LEFT JOIN resource_server.journal j ON j.id = p.journal_id
      WHERE p.status IN ('ACSC', 'ACCC') AND j.id IS NULL`,
  },
  {
    name: 'no other payment has one',
    sql: `SELECT format('payment %s is %s and has a journal', id, status) AS fault FROM ${payment}
      WHERE status NOT IN ('ACSC', 'ACCC') AND journal_id IS NOT NULL`,
  },
  {
    name: 'journals move what was paid between the parties',
    sql: `SELECT format('journal %s does not move %s %s from account %s to account %s, as payment %s says',
        p.journal_id, p.amount_minor, p.currency, p.debtor_account_id, p.creditor_account_id, p.id) AS fault
      FROM ${payment} p JOIN ${entry} e ON e.journal_id = p.journal_id
      GROUP BY p.id
      HAVING count(*) <> 2
        OR count(*) FILTER (WHERE e.account_id = p.debtor_account_id AND e.amount_minor = -p.amount_minor
          AND e.currency = p.currency) <> 1
        OR count(*) FILTER (WHERE e.account_id = p.creditor_account_id AND e.amount_minor = p.amount_minor
          AND e.currency = p.currency) <> 1`,
  },
  {
    name: 'journals of payments have their payments',
    sql: `SELECT format('journal %s is of a payment that is not there', j.id) AS fault
      FROM resource_server.journal j LEFT JOIN ${payment} p ON p.journal_id = j.id
      WHERE j.origin = 'payment' AND p.id IS NULL`,
  },
  {
    name: 'payments hold their amounts until they end',
    sql: `SELECT format('payment %s is %s and its hold is %s', p.id, p.status, CASE WHEN h.id IS NULL THEN 'not there'
          WHEN (h.account_id, h.currency, h.amount_minor) <> (p.debtor_account_id, p.currency, p.amount_minor)
          THEN 'that of another sum' ELSE coalesce(h.outcome, 'open') END) AS fault
      FROM ${payment} p LEFT JOIN ${hold} h ON h.id = p.hold_id
      WHERE (p.hold_id IS NOT NULL OR (p.journal_id IS NULL
          -- A date of an order that found no money has held none.
          AND NOT (p.order_id IS NOT NULL AND p.status = 'RJCT' AND p.reason_code = 'AM04')))
        AND (h.id IS NULL
          OR (h.account_id, h.currency, h.amount_minor) <> (p.debtor_account_id, p.currency, p.amount_minor)
          OR h.outcome IS DISTINCT FROM CASE WHEN p.status IN ('ACSC', 'ACCC') THEN 'captured'
            WHEN p.status IN ('RJCT', 'CANC') THEN 'released' END)`,
  },
  {
    name: 'holds are captured by their payments',
    sql: `SELECT format('hold %s of payment %s was captured in another journal', h.id, p.id) AS fault
      FROM ${payment} p JOIN ${hold} h ON h.id = p.hold_id JOIN ${entry} e ON e.captures_hold = h.id
      WHERE e.journal_id IS DISTINCT FROM p.journal_id`,
  },
  {
    name: 'holds are those of payments',
    sql: `SELECT format('hold %s is that of no payment', h.id) AS fault FROM ${hold} h
      LEFT JOIN ${payment} p ON p.hold_id = h.id WHERE p.id IS NULL`,
  },
] as const satisfies readonly LedgerCheck[];
