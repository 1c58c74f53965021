/** DDL of the exchanges of one app. */
export function exchangeTable(schema: string, role: string): string {
  return `CREATE TABLE ${schema}.exchange (
      -- Grows with the time of the answer: it is the order in which they are read, and by it they are forgotten.
      id uuid PRIMARY KEY,
      occurred_at timestamptz NOT NULL,
      interaction_id uuid NOT NULL,
      bank text NOT NULL,
      client_id text NOT NULL,
      -- The request named this client and did not prove to be it.
      claimed boolean NOT NULL,
      lane text NOT NULL CHECK (lane IN ('browser', 'client')),
      route text NOT NULL,
      status smallint NOT NULL,
      duration_ms real NOT NULL,
      error text,
      clause text,
      flow uuid,
      grant_id uuid,
      -- How many before it were counted and not kept.
      suppressed integer NOT NULL,
      detail jsonb NOT NULL
    );
    CREATE INDEX exchange_client ON ${schema}.exchange (bank, client_id, id);
    CREATE INDEX exchange_interaction ON ${schema}.exchange (interaction_id);
    CREATE INDEX exchange_flow ON ${schema}.exchange (bank, client_id, flow, id)
      WHERE flow IS NOT NULL;
    CREATE INDEX exchange_grant ON ${schema}.exchange (bank, client_id, grant_id, id)
      WHERE grant_id IS NOT NULL;
    GRANT SELECT, INSERT, DELETE ON ${schema}.exchange TO ${role};`;
}
