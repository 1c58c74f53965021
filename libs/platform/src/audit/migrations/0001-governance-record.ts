import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendFunctions } from './append.sql.js';
import { checkpointFunctions } from './checkpoint.sql.js';

const servers = 'sandbank_authorization_server, sandbank_resource_server';

const tables = `
-- Why: what was decided and what was read must stay told as it was. Records are only ever added, each holds the digest
-- of the one before it in its chain, and a chain belongs to one session: nobody waits for anybody to add to it.
CREATE TABLE audit.event (
  bank            text NOT NULL,
  chain           uuid NOT NULL,
  seq             bigint NOT NULL,
  occurred_at     timestamptz NOT NULL,
  event           text NOT NULL,
  person          uuid,
  body            jsonb NOT NULL,
  personal_digest bytea,
  previous        bytea NOT NULL,
  hash            bytea NOT NULL,
  -- Where it lies, not what it says: lets a checkpoint find what is new without reading what is old.
  written_by      bigint NOT NULL,
  CONSTRAINT event_pkey PRIMARY KEY (bank, chain, seq),
  CONSTRAINT event_digests CHECK (length(previous) = 32 AND length(hash) = 32
    AND (personal_digest IS NULL OR length(personal_digest) = 32)),
  CONSTRAINT event_personal CHECK (personal_digest IS NULL OR person IS NOT NULL)
);
CREATE INDEX event_new ON audit.event USING brin (written_by)
  WITH (pages_per_range = 16, autosummarize = on);

-- Who a pseudonym is, and what was said of them. Erasing a person empties these two; no record changes.
CREATE TABLE audit.person (
  person      uuid PRIMARY KEY,
  bank        text NOT NULL,
  customer_id uuid NOT NULL,
  CONSTRAINT person_customer UNIQUE (bank, customer_id)
);
CREATE TABLE audit.personal (
  bank   text NOT NULL,
  chain  uuid NOT NULL,
  seq    bigint NOT NULL,
  person uuid NOT NULL,
  salt   bytea NOT NULL,
  data   jsonb NOT NULL,
  CONSTRAINT personal_pkey PRIMARY KEY (bank, chain, seq)
);
CREATE INDEX personal_of_person ON audit.personal (person);

-- Where the chains stood at a moment, under the bank's signature; each names the one before.
CREATE TABLE audit.checkpoint (
  bank    text NOT NULL,
  number  bigint NOT NULL,
  made_at timestamptz NOT NULL,
  jws     text NOT NULL,
  digest  bytea NOT NULL,
  events  bigint NOT NULL,
  horizon bigint NOT NULL,
  CONSTRAINT checkpoint_pkey PRIMARY KEY (bank, number)
);
CREATE TABLE audit.checkpoint_head (
  bank      text NOT NULL,
  number    bigint NOT NULL,
  chain     uuid NOT NULL,
  first_seq bigint NOT NULL,
  last_seq  bigint NOT NULL,
  CONSTRAINT checkpoint_head_pkey PRIMARY KEY (bank, number, chain),
  CONSTRAINT checkpoint_head_chain UNIQUE (bank, chain, last_seq),
  CONSTRAINT checkpoint_head_range CHECK (first_seq BETWEEN 1 AND last_seq)
);

-- Not even the owner changes a record in passing.
CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the governance record is only ever added to'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.event
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.checkpoint_head
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_changed BEFORE UPDATE OR TRUNCATE ON audit.person
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_changed BEFORE UPDATE OR TRUNCATE ON audit.personal
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
`;

const rights = `
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
GRANT USAGE ON SCHEMA audit TO ${servers}, sandbank_auditor;
GRANT EXECUTE ON FUNCTION audit.tell(text, text, timestamptz, jsonb, uuid, jsonb) TO ${servers};
GRANT EXECUTE ON FUNCTION audit.moved(text, integer), audit.seal(text, timestamptz, text, jsonb),
  audit.erase(text, uuid, timestamptz) TO sandbank_authorization_server;
GRANT SELECT ON audit.event, audit.personal, audit.checkpoint, audit.checkpoint_head
  TO sandbank_auditor;
GRANT EXECUTE ON FUNCTION
  audit.line(text, uuid, bigint, timestamptz, text, uuid, jsonb, bytea, bytea) TO sandbank_auditor;
`;

/** The governance record: append-only chains, signed checkpoints, personal data apart. */
export class GovernanceRecord0001 implements MigrationInterface {
  readonly name = 'GovernanceRecord1763760000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables + appendFunctions + checkpointFunctions + rights);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
