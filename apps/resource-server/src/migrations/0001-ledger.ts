import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: the bank's books. Money moves only as journals of entries that sum to zero; the database itself
// keeps that rule, the balances and the overdraft limits, so that no code path can break them.
const books = `
CREATE TABLE resource_server.bank (
  slug text PRIMARY KEY CHECK (slug ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 70),
  issuer text NOT NULL CHECK (issuer ~ '^https://'),
  profile text NOT NULL
);

CREATE TABLE resource_server.customer (
  id uuid PRIMARY KEY,
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 140),
  persona text
);

-- A customer's account, or one of the bank's own ('internal') that stands for the world outside.
CREATE TABLE resource_server.account (
  id uuid PRIMARY KEY,
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  kind text NOT NULL CHECK (kind IN ('customer', 'internal')),
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  category text NOT NULL CHECK (category IN ('Personal', 'Business')),
  type_code char(4) NOT NULL,
  description text NOT NULL CHECK (length(description) BETWEEN 1 AND 35),
  nickname text CHECK (length(nickname) BETWEEN 1 AND 70),
  holder_name text NOT NULL CHECK (length(holder_name) BETWEEN 1 AND 350),
  scheme_name text NOT NULL,
  identification text NOT NULL,
  card_number text CHECK (card_number ~ '^[0-9]{16}$'),
  status text NOT NULL DEFAULT 'Enabled'
    CHECK (status IN ('Enabled', 'Disabled', 'Deleted', 'ProForma', 'Pending')),
  opened_at timestamptz(3) NOT NULL,
  UNIQUE (bank_slug, scheme_name, identification),
  UNIQUE (id, currency)
);

CREATE TABLE resource_server.account_holder (
  customer_id uuid NOT NULL REFERENCES resource_server.customer,
  account_id uuid NOT NULL REFERENCES resource_server.account,
  PRIMARY KEY (customer_id, account_id)
);
CREATE INDEX account_holder_account ON resource_server.account_holder (account_id);

-- Apart from the account, so that the row every payment rewrites stays small.
-- A null limit is an account without a floor: one of the bank's own.
CREATE TABLE resource_server.account_balance (
  account_id uuid PRIMARY KEY,
  currency char(3) NOT NULL,
  balance_minor bigint NOT NULL DEFAULT 0,
  limit_minor bigint CHECK (limit_minor >= 0),
  UNIQUE (account_id, currency),
  FOREIGN KEY (account_id, currency) REFERENCES resource_server.account (id, currency),
  CONSTRAINT account_balance_within_limit CHECK (balance_minor >= -limit_minor)
) WITH (fillfactor = 70);

CREATE TABLE resource_server.journal (
  id uuid PRIMARY KEY,
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  booked_at timestamptz(3) NOT NULL,
  origin text NOT NULL CHECK (origin IN ('seed', 'payment'))
);

-- One leg of a journal as its account sees it: positive credits the account, negative debits it.
CREATE TABLE resource_server.ledger_entry (
  id uuid PRIMARY KEY,
  journal_id uuid NOT NULL REFERENCES resource_server.journal,
  account_id uuid NOT NULL,
  currency char(3) NOT NULL,
  amount_minor bigint NOT NULL
    CHECK (amount_minor <> 0 AND abs(amount_minor) <= 999999999999999),
  booked_at timestamptz(3) NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  family_code char(4) NOT NULL,
  sub_family_code char(4) NOT NULL,
  proprietary_code text NOT NULL,
  category_purpose char(4),
  category text,
  reference text,
  information text,
  merchant_name text,
  merchant_category_code char(4),
  counterparty_name text,
  counterparty_identification text,
  card_authorisation text,
  FOREIGN KEY (account_id, currency) REFERENCES resource_server.account_balance (account_id, currency)
);
-- The order of a page of transactions; what a count needs rides along, so that it never visits the table.
CREATE UNIQUE INDEX ledger_entry_page ON resource_server.ledger_entry
  (account_id, booked_at DESC, id DESC) INCLUDE (amount_minor, recorded_at);
CREATE INDEX ledger_entry_journal ON resource_server.ledger_entry (journal_id);
`;

const rules = `
-- Every statement that adds entries must leave each journal at zero per currency; then it moves the balances.
CREATE FUNCTION resource_server.post_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
DECLARE
  unbalanced uuid;
BEGIN
  SELECT journal_id INTO unbalanced FROM inserted
    GROUP BY journal_id, currency HAVING sum(amount_minor) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % does not balance to zero', unbalanced
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
  END IF;
  -- Balances are locked in one order everywhere, so that no two postings wait for each other; not FOR UPDATE,
  -- which would quarrel with the key-share locks that the foreign keys have already taken in any order.
  PERFORM 1 FROM account_balance
    WHERE account_id IN (SELECT account_id FROM inserted) ORDER BY account_id FOR NO KEY UPDATE;
  UPDATE account_balance SET balance_minor = balance_minor + moved.amount_minor
    FROM (SELECT account_id, sum(amount_minor) AS amount_minor FROM inserted GROUP BY account_id) moved
    WHERE moved.account_id = account_balance.account_id AND moved.amount_minor <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_post AFTER INSERT ON resource_server.ledger_entry
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
  EXECUTE FUNCTION resource_server.post_entries();

CREATE FUNCTION resource_server.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = resource_server, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% is immutable: correct it by a further journal', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ledger_is_immutable';
END $$;
CREATE TRIGGER ledger_entry_immutable BEFORE UPDATE OR DELETE OR TRUNCATE
  ON resource_server.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION resource_server.refuse_change();
CREATE TRIGGER journal_immutable BEFORE UPDATE OR DELETE OR TRUNCATE
  ON resource_server.journal FOR EACH STATEMENT EXECUTE FUNCTION resource_server.refuse_change();
`;

// The role adds to the books and reads them; it can neither rewrite them nor touch a balance directly.
const grants = `
GRANT SELECT, INSERT ON resource_server.journal, resource_server.ledger_entry
  TO sandbank_resource_server;
GRANT SELECT, INSERT (account_id, currency, limit_minor) ON resource_server.account_balance
  TO sandbank_resource_server;
GRANT SELECT, INSERT, UPDATE (name, issuer, profile) ON resource_server.bank TO sandbank_resource_server;
GRANT SELECT, INSERT, UPDATE (name, persona) ON resource_server.customer TO sandbank_resource_server;
GRANT SELECT, INSERT, UPDATE (nickname, description) ON resource_server.account
  TO sandbank_resource_server;
GRANT SELECT, INSERT ON resource_server.account_holder TO sandbank_resource_server;
REVOKE EXECUTE ON FUNCTION resource_server.post_entries() FROM PUBLIC;
`;

/** The ledger: banks, customers, accounts, journals, entries, balances and the rules that guard them. */
export class Ledger1763750000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(books);
    await runner.query(rules);
    await runner.query(grants);
  }

  async down(): Promise<void> {
    throw new Error('the ledger is never taken back: migrations go forward only');
  }
}
