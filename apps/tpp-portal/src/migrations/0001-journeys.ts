import { rejectionTable } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: everything a journey must survive in (a restart, a second process) lives here: whose browser it is, the
// secrets of a flow under way, what was exchanged (masked before it is stored; json, not jsonb, keeps the order of the wire), and the sealed tokens of a bank.
const up = `
  CREATE TABLE tpp_portal.browser_session (
    session_key text PRIMARY KEY,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX browser_session_expiry ON tpp_portal.browser_session (expires_at);

  CREATE TABLE tpp_portal.flow (
    flow_id uuid PRIMARY KEY,
    session_key text NOT NULL REFERENCES tpp_portal.browser_session ON DELETE CASCADE,
    bank text NOT NULL,
    status text NOT NULL CHECK (status IN ('started', 'redirected', 'returned', 'connected', 'failed')),
    state_digest bytea NOT NULL UNIQUE,
    sealed_secrets bytea,
    hop_count integer NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    error text,
    error_description text,
    interaction_id uuid
  );
  CREATE INDEX flow_session ON tpp_portal.flow (session_key, started_at DESC);

  CREATE TABLE tpp_portal.flow_hop (
    flow_id uuid NOT NULL REFERENCES tpp_portal.flow ON DELETE CASCADE,
    hop_number integer NOT NULL,
    hop json NOT NULL,
    amendment jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (flow_id, hop_number)
  );

  CREATE TABLE tpp_portal.connection (
    session_key text NOT NULL REFERENCES tpp_portal.browser_session ON DELETE CASCADE,
    bank text NOT NULL,
    flow_id uuid NOT NULL REFERENCES tpp_portal.flow ON DELETE CASCADE,
    sealed_tokens bytea,
    access_token_expires_at timestamptz NOT NULL,
    authorization_details jsonb NOT NULL,
    connected_at timestamptz NOT NULL,
    ended_at timestamptz,
    refreshing_until timestamptz,
    PRIMARY KEY (session_key, bank),
    CHECK ((sealed_tokens IS NULL) = (ended_at IS NOT NULL))
  );
  CREATE INDEX connection_flow ON tpp_portal.connection (flow_id);

  -- What was recorded stays as it was recorded: hops are added and amended, and go with their flow alone.
  GRANT SELECT, INSERT, UPDATE (expires_at), DELETE ON tpp_portal.browser_session TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE,
    UPDATE (status, sealed_secrets, hop_count, ended_at, error, error_description, interaction_id)
    ON tpp_portal.flow TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, UPDATE (amendment) ON tpp_portal.flow_hop TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, UPDATE, DELETE ON tpp_portal.connection TO sandbank_tpp_portal;
`;

/** The first tables of the portal. */
export class Journeys0001 implements MigrationInterface {
  readonly name = 'Journeys1763700000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
    await queryRunner.query(rejectionTable('tpp_portal', 'sandbank_tpp_portal'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TABLE tpp_portal.connection, tpp_portal.flow_hop, tpp_portal.flow,
                  tpp_portal.browser_session, tpp_portal.rejection`,
    );
  }
}
