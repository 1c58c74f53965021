import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: the first page of a list says how many entries the whole list has. Counting them costs as much as there are, so
// each account's entries are counted by the day as they are posted; only the two days that a window cuts are counted
// one by one. Entries never change and never go, so a count only grows.
const days = `
-- A day is one of UTC. Without an index on the counts an update stays within its page.
CREATE TABLE resource_server.ledger_day (
  account_id uuid NOT NULL REFERENCES resource_server.account_balance (account_id),
  day date NOT NULL,
  credits integer NOT NULL CHECK (credits >= 0),
  debits integer NOT NULL CHECK (debits >= 0),
  PRIMARY KEY (account_id, day)
) WITH (fillfactor = 80);
GRANT SELECT ON resource_server.ledger_day TO sandbank_resource_server;

CREATE FUNCTION resource_server.count_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
BEGIN
  -- The posting has locked these balances, so nobody else counts the same days.
  INSERT INTO ledger_day AS known (account_id, day, credits, debits)
    SELECT account_id, (booked_at AT TIME ZONE 'UTC')::date,
      count(*) FILTER (WHERE amount_minor > 0), count(*) FILTER (WHERE amount_minor < 0)
    FROM inserted GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (account_id, day) DO UPDATE
      SET credits = known.credits + EXCLUDED.credits, debits = known.debits + EXCLUDED.debits;
  RETURN NULL;
END $$;
-- Triggers fire in the order of their names: this one after ledger_entry_post.
CREATE TRIGGER ledger_entry_post_days AFTER INSERT ON resource_server.ledger_entry
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION resource_server.count_entries();
REVOKE EXECUTE ON FUNCTION resource_server.count_entries() FROM PUBLIC;

LOCK TABLE resource_server.ledger_entry IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO resource_server.ledger_day
  SELECT account_id, (booked_at AT TIME ZONE 'UTC')::date,
    count(*) FILTER (WHERE amount_minor > 0), count(*) FILTER (WHERE amount_minor < 0)
  FROM resource_server.ledger_entry GROUP BY 1, 2;
`;

// A consent may show one side alone: its pages must not wade through the other. And a balance at midnight wants to know
// which holds have ended since.
const indexes = `
CREATE INDEX ledger_entry_credits ON resource_server.ledger_entry (account_id, booked_at DESC, id DESC)
  INCLUDE (recorded_at) WHERE amount_minor > 0;
CREATE INDEX ledger_entry_debits ON resource_server.ledger_entry (account_id, booked_at DESC, id DESC)
  INCLUDE (recorded_at) WHERE amount_minor < 0;
CREATE INDEX hold_ended ON resource_server.hold (account_id, ended_at) INCLUDE (placed_at, amount_minor)
  WHERE ended_at IS NOT NULL;
`;

/** How many entries an account has on each day, and indexes for lists of one side. */
export class DaysOfEntries1763750000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(days);
    await runner.query(indexes);
  }

  async down(): Promise<void> {
    throw new Error('the ledger is never taken back: migrations go forward only');
  }
}
