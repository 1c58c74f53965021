/** DDL of the rejections of one app. */
export function rejectionTable(schema: string, role: string): string {
  return `CREATE TABLE ${schema}.rejection (
      id uuid PRIMARY KEY,
      occurred_at timestamptz NOT NULL,
      interaction_id uuid NOT NULL,
      client_id text,
      route text NOT NULL,
      status smallint NOT NULL,
      error text NOT NULL,
      description text NOT NULL,
      clause text,
      expected text,
      received text
    );
    CREATE INDEX rejection_interaction ON ${schema}.rejection (interaction_id);
    CREATE INDEX rejection_age ON ${schema}.rejection (occurred_at);
    CREATE INDEX rejection_client ON ${schema}.rejection (client_id, occurred_at DESC);
    GRANT SELECT, INSERT, DELETE ON ${schema}.rejection TO ${role};`;
}

/** DDL of what a client's developers read besides: whose bank, who was only claimed to ask, and the clocks. */
export function rejectionDetails(schema: string): string {
  return `ALTER TABLE ${schema}.rejection
      ADD COLUMN bank text,
      -- A client that the request named and did not prove to be.
      ADD COLUMN claimed_client_id text,
      ADD COLUMN clock_skew_seconds integer,
      ADD COLUMN client_clock_seconds integer,
      ADD COLUMN suppressed integer;
    -- The id grows with time: it is the order in which they are read.
    DROP INDEX ${schema}.rejection_client;
    CREATE INDEX rejection_client ON ${schema}.rejection (bank, client_id, id)
      WHERE client_id IS NOT NULL;
    CREATE INDEX rejection_claimed_client ON ${schema}.rejection (bank, claimed_client_id, id)
      WHERE claimed_client_id IS NOT NULL;`;
}
