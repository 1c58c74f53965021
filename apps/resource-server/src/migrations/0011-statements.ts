import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: each month of an account is closed once and told the same ever after. A statement is made of the ledger by one
// statement, so that two processes may do it at once: a month has one row. Amounts are minor units as the account sees
// them: what was charged is negative.
const statements = `
CREATE TABLE resource_server.statement (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES resource_server.account,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL CONSTRAINT statement_ends CHECK (ends_at > starts_at),
  created_at timestamptz(3) NOT NULL,
  opening_minor bigint NOT NULL,
  credits_minor bigint NOT NULL CHECK (credits_minor >= 0),
  debits_minor bigint NOT NULL CHECK (debits_minor <= 0),
  closing_minor bigint NOT NULL,
  interest_minor bigint NOT NULL,
  fees_minor bigint NOT NULL,
  limit_minor bigint NOT NULL,
  entries integer NOT NULL CHECK (entries >= 0),
  CONSTRAINT statement_once UNIQUE (account_id, starts_at),
  CONSTRAINT statement_adds_up CHECK (closing_minor = opening_minor + credits_minor + debits_minor)
);
CREATE INDEX statement_of_account ON resource_server.statement (account_id, ends_at DESC);
GRANT SELECT ON resource_server.statement TO sandbank_resource_server;
`;

const closing = `
-- A month of an account, told apart by both: the same wherever and whenever it is closed.
CREATE FUNCTION resource_server.statement_id(account_id uuid, starts_at timestamptz) RETURNS uuid
LANGUAGE sql STABLE AS $$
  SELECT overlay(overlay(md5(account_id || to_char(starts_at AT TIME ZONE 'UTC', ' YYYY-MM'))
    placing '8' from 13) placing '8' from 17)::uuid
$$;

-- Closes every month of these accounts that had ended at 'until'. Months from that of 'again_from' on are closed anew:
-- the seed alone books into the past. The first month is that of the first entry; without entries there is none.
CREATE FUNCTION resource_server.close_statements(accounts uuid[], until timestamptz, again_from timestamptz)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  closed bigint;
BEGIN
  WITH base AS (
    SELECT a.id, b.limit_minor, last.closing_minor,
      coalesce(last.ends_at, date_trunc('month', (SELECT e.booked_at FROM ledger_entry e
        WHERE e.account_id = a.id ORDER BY e.booked_at, e.id LIMIT 1))) AS from_at
    FROM account a JOIN account_balance b ON b.account_id = a.id
    LEFT JOIN LATERAL (
      SELECT s.ends_at, s.closing_minor FROM statement s
      WHERE s.account_id = a.id AND (again_from IS NULL OR s.ends_at <= again_from)
      ORDER BY s.ends_at DESC LIMIT 1) last ON true
    WHERE a.id = ANY(accounts) AND a.kind = 'customer'
  ), month AS (
    SELECT base.*, m.starts_at, m.starts_at + interval '1 month' AS ends_at
    FROM base CROSS JOIN LATERAL
      generate_series(base.from_at, date_trunc('month', until) - interval '1 month', interval '1 month') AS m (starts_at)
  ), summed AS (
    SELECT month.*, sums.* FROM month CROSS JOIN LATERAL (
      SELECT count(*) AS entries, coalesce(sum(e.amount_minor), 0) AS net,
        coalesce(sum(e.amount_minor) FILTER (WHERE e.amount_minor > 0), 0) AS credits,
        coalesce(sum(e.amount_minor) FILTER (WHERE e.proprietary_code = 'Interest'), 0) AS interest,
        coalesce(sum(e.amount_minor) FILTER (WHERE e.proprietary_code = 'Fee'), 0) AS fees
      FROM ledger_entry e
      WHERE e.account_id = month.id AND e.booked_at >= month.starts_at AND e.booked_at < month.ends_at) sums
  ), running AS (
    SELECT summed.*, coalesce(closing_minor, 0) + sum(net) OVER (PARTITION BY id ORDER BY starts_at) AS closing
    FROM summed
  )
  INSERT INTO statement (id, account_id, starts_at, ends_at, created_at, opening_minor, credits_minor, debits_minor,
    closing_minor, interest_minor, fees_minor, limit_minor, entries)
  SELECT statement_id(id, starts_at), id, starts_at, ends_at, ends_at, closing - net, credits, net - credits, closing,
    interest, fees, coalesce(limit_minor, 0), entries
  FROM running
  ON CONFLICT ON CONSTRAINT statement_once DO UPDATE
    SET opening_minor = excluded.opening_minor, credits_minor = excluded.credits_minor,
      debits_minor = excluded.debits_minor, closing_minor = excluded.closing_minor,
      interest_minor = excluded.interest_minor, fees_minor = excluded.fees_minor, entries = excluded.entries
    WHERE again_from IS NOT NULL AND statement.ends_at > again_from
      AND (statement.opening_minor, statement.credits_minor, statement.debits_minor)
        IS DISTINCT FROM (excluded.opening_minor, excluded.credits_minor, excluded.debits_minor);
  GET DIAGNOSTICS closed = ROW_COUNT;
  RETURN closed;
END $$;

-- Accounts whose last month that had ended at 'until' is not closed yet, some at a time.
CREATE FUNCTION resource_server.accounts_to_close(until timestamptz, most integer) RETURNS uuid[]
LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
  SELECT coalesce(array_agg(id), '{}') FROM (
    SELECT a.id FROM resource_server.account a
    WHERE a.kind = 'customer' AND NOT EXISTS (
      SELECT 1 FROM resource_server.statement s
      WHERE s.account_id = a.id AND s.ends_at >= date_trunc('month', until))
      AND EXISTS (SELECT 1 FROM resource_server.ledger_entry e
        WHERE e.account_id = a.id AND e.booked_at < date_trunc('month', until))
    LIMIT most) due
$$;
REVOKE EXECUTE ON FUNCTION resource_server.close_statements(uuid[], timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resource_server.close_statements(uuid[], timestamptz, timestamptz) TO sandbank_resource_server;
`;

/** Monthly statements. */
export class Statements1763750000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(statements);
    await runner.query(closing);
  }

  async down(): Promise<void> {
    throw new Error('what was told to customers is never taken back: migrations go forward only');
  }
}
