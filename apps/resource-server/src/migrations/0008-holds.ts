import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: between the order and the booking of a payment its money must neither be spent twice nor leave too early. A
// hold keeps it back: it counts against the limit as a debit does, and ends once, by the entry that it was placed for
// or by its release. Accounts are of one currency each; a bank has them in several.
const holds = `
ALTER TABLE resource_server.account ADD CONSTRAINT account_currency CHECK (currency IN ('GBP', 'EUR'));

ALTER TABLE resource_server.account_balance
  ADD COLUMN held_minor bigint NOT NULL DEFAULT 0
    CONSTRAINT account_balance_held CHECK (held_minor >= 0),
  DROP CONSTRAINT account_balance_within_limit;
ALTER TABLE resource_server.account_balance ADD CONSTRAINT account_balance_within_limit
  CHECK (balance_minor - held_minor >= -limit_minor);

CREATE TABLE resource_server.hold (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  currency char(3) NOT NULL,
  amount_minor bigint NOT NULL CONSTRAINT hold_amount CHECK (amount_minor BETWEEN 1 AND 999999999999999),
  placed_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  outcome text CONSTRAINT hold_outcome CHECK (outcome IN ('captured', 'released')),
  CONSTRAINT hold_end CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  FOREIGN KEY (account_id, currency) REFERENCES resource_server.account_balance (account_id, currency),
  UNIQUE (id, account_id, currency)
);
-- What is held is the sum of what is open.
CREATE INDEX hold_open ON resource_server.hold (account_id) INCLUDE (amount_minor) WHERE ended_at IS NULL;

-- The debit that a hold was placed for: of its account, in its currency.
ALTER TABLE resource_server.ledger_entry ADD COLUMN captures_hold uuid,
  ADD CONSTRAINT ledger_entry_captures_own FOREIGN KEY (captures_hold, account_id, currency)
    REFERENCES resource_server.hold (id, account_id, currency);
CREATE UNIQUE INDEX ledger_entry_captures_once ON resource_server.ledger_entry (captures_hold)
  WHERE captures_hold IS NOT NULL;
`;

const posting = `
-- Balances are locked in one order everywhere, so that no two statements wait for each other; not FOR UPDATE, which
-- would quarrel with the key-share locks that the foreign keys have already taken in any order. A statement that posts
-- entries and releases holds as well calls this first, for all the accounts that it will touch.
CREATE FUNCTION resource_server.lock_balances(accounts uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
  SELECT 1 FROM account_balance WHERE account_id = ANY(accounts) ORDER BY account_id FOR NO KEY UPDATE
$$;

-- Every statement that adds entries must leave each journal at zero per currency; then it moves the balances and, in
-- the same update, ends the holds that its entries capture.
CREATE OR REPLACE FUNCTION resource_server.post_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
DECLARE
  wrong uuid;
  captures boolean;
BEGIN
  SELECT journal_id INTO wrong FROM inserted
    GROUP BY journal_id, currency HAVING sum(amount_minor) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % does not balance to zero', wrong
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
  END IF;
  captures := EXISTS (SELECT 1 FROM inserted WHERE captures_hold IS NOT NULL);
  IF captures THEN
    -- Holds before balances, as a release has them.
    PERFORM 1 FROM hold WHERE id IN (SELECT captures_hold FROM inserted WHERE captures_hold IS NOT NULL)
      ORDER BY id FOR NO KEY UPDATE;
    SELECT e.captures_hold INTO wrong FROM inserted e
      LEFT JOIN hold h ON h.id = e.captures_hold AND h.ended_at IS NULL AND h.account_id = e.account_id
        AND h.currency = e.currency AND h.amount_minor = -e.amount_minor
      WHERE e.captures_hold IS NOT NULL AND h.id IS NULL LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'hold % has ended, or the entry is not the debit that it was placed for', wrong
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_captures_open_hold';
    END IF;
  END IF;
  PERFORM lock_balances(ARRAY(SELECT DISTINCT account_id FROM inserted));
  UPDATE account_balance SET balance_minor = balance_minor + moved.amount_minor,
      held_minor = held_minor - moved.captured_minor
    FROM (SELECT account_id, sum(amount_minor) AS amount_minor,
            coalesce(sum(-amount_minor) FILTER (WHERE captures_hold IS NOT NULL), 0) AS captured_minor
          FROM inserted GROUP BY account_id) moved
    WHERE moved.account_id = account_balance.account_id
      AND (moved.amount_minor <> 0 OR moved.captured_minor <> 0);
  IF captures THEN
    UPDATE hold SET outcome = 'captured', ended_at = e.booked_at
      FROM inserted e WHERE hold.id = e.captures_hold;
  END IF;
  RETURN NULL;
END $$;
`;

const holding = `
CREATE FUNCTION resource_server.place_holds() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
BEGIN
  PERFORM lock_balances(ARRAY(SELECT DISTINCT account_id FROM placed));
  UPDATE account_balance SET held_minor = held_minor + more.amount_minor
    FROM (SELECT account_id, sum(amount_minor) AS amount_minor FROM placed GROUP BY account_id) more
    WHERE more.account_id = account_balance.account_id;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_place AFTER INSERT ON resource_server.hold
  REFERENCING NEW TABLE AS placed FOR EACH STATEMENT EXECUTE FUNCTION resource_server.place_holds();

CREATE FUNCTION resource_server.release_holds() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ended WHERE outcome = 'released') THEN RETURN NULL; END IF;
  PERFORM lock_balances(ARRAY(SELECT DISTINCT account_id FROM ended WHERE outcome = 'released'));
  UPDATE account_balance SET held_minor = held_minor - less.amount_minor
    FROM (SELECT account_id, sum(amount_minor) AS amount_minor FROM ended
          WHERE outcome = 'released' GROUP BY account_id) less
    WHERE less.account_id = account_balance.account_id;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_release AFTER UPDATE ON resource_server.hold
  REFERENCING NEW TABLE AS ended FOR EACH STATEMENT EXECUTE FUNCTION resource_server.release_holds();

-- Nothing about a hold changes but its end, once; and nothing is captured without the entry that captures it.
CREATE FUNCTION resource_server.guard_hold() RETURNS trigger
LANGUAGE plpgsql SET search_path = resource_server, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.ended_at IS NULL THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'hold % cannot begin at its end', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_begins_open';
  END IF;
  IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
    OR (NEW.id, NEW.account_id, NEW.currency, NEW.amount_minor, NEW.placed_at)
      IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.currency, OLD.amount_minor, OLD.placed_at)
  THEN
    RAISE EXCEPTION 'hold % ends once, and nothing else about it changes', OLD.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hold_ends_once';
  END IF;
  IF NEW.outcome = 'captured'
    AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE captures_hold = NEW.id) THEN
    RAISE EXCEPTION 'hold % is captured by an entry, not by saying so', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_captured_by_entry';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_guard BEFORE INSERT OR UPDATE ON resource_server.hold
  FOR EACH ROW EXECUTE FUNCTION resource_server.guard_hold();
CREATE TRIGGER hold_immutable BEFORE DELETE OR TRUNCATE ON resource_server.hold
  FOR EACH STATEMENT EXECUTE FUNCTION resource_server.refuse_change();
`;

// The role places holds and releases them; what is held of a balance it cannot touch.
const grants = `
GRANT SELECT, INSERT (id, account_id, currency, amount_minor, placed_at), UPDATE (outcome, ended_at)
  ON resource_server.hold TO sandbank_resource_server;
REVOKE EXECUTE ON FUNCTION resource_server.place_holds(), resource_server.release_holds() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION resource_server.lock_balances(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resource_server.lock_balances(uuid[]) TO sandbank_resource_server;
`;

/** Holds on money that is about to leave, and accounts in pounds and in euros. */
export class Holds1763750000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [holds, posting, holding, grants]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('the ledger is never taken back: migrations go forward only');
  }
}
