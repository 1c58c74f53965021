import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: some people are there to try an app against a bank that is slow, that turns calls away, or that closes an account;
// and a bank may hold many more customers than have names, for tests under load.
const scenarios = `
ALTER TABLE resource_server.customer ADD COLUMN scenario jsonb
  CONSTRAINT customer_scenario CHECK (jsonb_typeof(scenario) = 'object');
GRANT UPDATE (scenario) ON resource_server.customer TO sandbank_resource_server;

-- An account that is to be closed by itself has the time of it in 'closes_at'.
ALTER TABLE resource_server.account ADD COLUMN status_changed_at timestamptz(3),
  ADD COLUMN closes_at timestamptz(3);
CREATE INDEX account_closing ON resource_server.account (closes_at) WHERE closes_at IS NOT NULL;
GRANT UPDATE (status, status_changed_at, closes_at) ON resource_server.account TO sandbank_resource_server;

-- How often an app called about a throttled customer since the window began: in the database, so that every process of
-- the server counts the same calls.
CREATE TABLE resource_server.call_count (
  customer_id uuid NOT NULL REFERENCES resource_server.customer,
  client_id text NOT NULL,
  window_began_at timestamptz(3) NOT NULL,
  calls integer NOT NULL CHECK (calls > 0),
  PRIMARY KEY (customer_id, client_id)
) WITH (fillfactor = 70);
GRANT SELECT, INSERT, UPDATE (window_began_at, calls) ON resource_server.call_count TO sandbank_resource_server;
`;

const generated = `
-- One load of generated customers: all of it follows from this row, so that one that was interrupted goes on where it
-- was. A chunk is written, and counted here, in one transaction.
CREATE TABLE resource_server.generated_load (
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  seed text NOT NULL CHECK (seed ~ '^[a-z0-9][a-z0-9-]{0,29}$'),
  customers integer NOT NULL CHECK (customers BETWEEN 1 AND 100000),
  transactions integer NOT NULL CHECK (transactions BETWEEN 0 AND 10000000),
  ends_at timestamptz(3) NOT NULL,
  chunks_done integer NOT NULL DEFAULT 0 CHECK (chunks_done >= 0),
  PRIMARY KEY (bank_slug, seed)
);
GRANT SELECT, INSERT, UPDATE (chunks_done) ON resource_server.generated_load TO sandbank_resource_server;
`;

/** Scenarios of customers, accounts that close by themselves, and generated customers. */
export class People1763750000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(scenarios);
    await runner.query(generated);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE resource_server.generated_load, resource_server.call_count;
      ALTER TABLE resource_server.account DROP COLUMN closes_at, DROP COLUMN status_changed_at;
      ALTER TABLE resource_server.customer DROP COLUMN scenario`);
  }
}
