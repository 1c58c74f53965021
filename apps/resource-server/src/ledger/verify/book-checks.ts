/** One thing that is always true of the books; the rows of its query are the faults, in words. */
export interface LedgerCheck {
  readonly name: string;
  readonly sql: string;
}

const entry = 'resource_server.ledger_entry';
const balance = 'resource_server.account_balance';
const hold = 'resource_server.hold';

/** Journals, entries and balances. */
export const bookChecks = [
  {
    name: 'journals balance',
    sql: `SELECT format('journal %s is %s %s off zero', journal_id, sum(amount_minor), currency) AS fault
      FROM ${entry} GROUP BY journal_id, currency HAVING sum(amount_minor) <> 0`,
  },
  {
    name: 'journals have entries',
    sql: `SELECT format('journal %s has no entries', j.id) AS fault FROM resource_server.journal j
      LEFT JOIN ${entry} e ON e.journal_id = j.id WHERE e.id IS NULL
      UNION ALL
      SELECT format('entry %s belongs to no journal', e.id) FROM ${entry} e
      LEFT JOIN resource_server.journal j ON j.id = e.journal_id WHERE j.id IS NULL`,
  },
  {
    name: 'balances are the sums of their entries',
    sql: `SELECT format('account %s says %s and its entries sum to %s', b.account_id, b.balance_minor,
        coalesce(e.total, 0)) AS fault
      FROM ${balance} b LEFT JOIN (SELECT account_id, sum(amount_minor) AS total FROM ${entry} GROUP BY 1) e
        USING (account_id)
      WHERE b.balance_minor <> coalesce(e.total, 0)`,
  },
  {
    name: 'days count their entries',
    sql: `SELECT format('account %s counts %s credits and %s debits on %s and has %s and %s', account_id,
        coalesce(d.credits, 0), coalesce(d.debits, 0), day, coalesce(e.credits, 0), coalesce(e.debits, 0)) AS fault
      FROM resource_server.ledger_day d FULL JOIN (
        SELECT account_id, (booked_at AT TIME ZONE 'UTC')::date AS day,
          count(*) FILTER (WHERE amount_minor > 0) AS credits, count(*) FILTER (WHERE amount_minor < 0) AS debits
        FROM ${entry} GROUP BY 1, 2) e USING (account_id, day)
      WHERE (d.credits, d.debits) IS DISTINCT FROM (e.credits::integer, e.debits::integer)`,
  },
  {
    name: 'accounts are of one currency',
    sql: `SELECT format('entry %s is in %s and its account %s in %s', e.id, e.currency, a.id, a.currency) AS fault
      FROM ${entry} e JOIN resource_server.account a ON a.id = e.account_id WHERE e.currency <> a.currency
      UNION ALL
      SELECT format('hold %s is in %s and its account %s in %s', h.id, h.currency, a.id, a.currency)
      FROM ${hold} h JOIN resource_server.account a ON a.id = h.account_id WHERE h.currency <> a.currency
      UNION ALL
      SELECT format('the balance of account %s is in %s and the account in %s', a.id, b.currency, a.currency)
      FROM resource_server.account a JOIN ${balance} b ON b.account_id = a.id WHERE b.currency <> a.currency`,
  },
  {
    name: 'accounts have balances',
    sql: `SELECT format('account %s has no balance', a.id) AS fault FROM resource_server.account a
      LEFT JOIN ${balance} b ON b.account_id = a.id WHERE b.account_id IS NULL
      UNION ALL
      SELECT format('entry %s is of no account', e.id) FROM ${entry} e
      LEFT JOIN ${balance} b ON b.account_id = e.account_id WHERE b.account_id IS NULL`,
  },
  {
    name: 'limits are kept',
    sql: `SELECT format('account %s has %s with %s held, below its limit of %s', account_id, balance_minor,
        held_minor, -limit_minor) AS fault
      FROM ${balance} WHERE balance_minor - held_minor < -limit_minor OR held_minor < 0`,
  },
] as const satisfies readonly LedgerCheck[];

/** What is held, and how holds ended. */
export const holdChecks = [
  {
    name: 'what is held is the sum of open holds',
    sql: `SELECT format('account %s holds back %s and its open holds sum to %s', b.account_id, b.held_minor,
        coalesce(h.total, 0)) AS fault
      FROM ${balance} b LEFT JOIN (
        SELECT account_id, sum(amount_minor) AS total FROM ${hold} WHERE ended_at IS NULL GROUP BY 1) h
        USING (account_id)
      WHERE b.held_minor <> coalesce(h.total, 0)`,
  },
  {
    name: 'captured holds have their debits',
    sql: `SELECT format('hold %s was captured by no entry', h.id) AS fault FROM ${hold} h
      LEFT JOIN ${entry} e ON e.captures_hold = h.id WHERE h.outcome = 'captured' AND e.id IS NULL`,
  },
  {
    name: 'debits that capture have their holds',
    sql: `SELECT format('entry %s captures hold %s, which is %s', e.id, e.captures_hold, CASE
          WHEN h.id IS NULL THEN 'not there' WHEN h.outcome IS NULL THEN 'open'
          WHEN h.outcome <> 'captured' THEN h.outcome ELSE 'another one' END) AS fault
      FROM ${entry} e LEFT JOIN ${hold} h ON h.id = e.captures_hold
      WHERE e.captures_hold IS NOT NULL AND (h.outcome, h.account_id, h.currency, h.amount_minor)
        IS DISTINCT FROM ('captured', e.account_id, e.currency, -e.amount_minor)`,
  },
] as const satisfies readonly LedgerCheck[];
