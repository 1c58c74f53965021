import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: somebody who helps with a journey has to see it without an account. What they see is a copy, masked once more and
// frozen; the address is known by its digest alone, ends by itself, and can be withdrawn by who gave it out.
const up = `
  CREATE TABLE tpp_portal.shared_flow (
    shared_flow_id uuid PRIMARY KEY,
    token_digest bytea NOT NULL CONSTRAINT shared_flow_token_digest_key UNIQUE,
    session_key text
      CONSTRAINT shared_flow_session_key_fkey REFERENCES tpp_portal.browser_session ON DELETE CASCADE,
    application_id uuid
      CONSTRAINT shared_flow_application_id_fkey REFERENCES tpp_portal.application ON DELETE CASCADE,
    flow text NOT NULL,
    document json NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT shared_flow_owner CHECK (num_nonnulls(session_key, application_id) = 1)
  );
  CREATE INDEX shared_flow_session ON tpp_portal.shared_flow (session_key);
  CREATE INDEX shared_flow_application ON tpp_portal.shared_flow (application_id);
  CREATE INDEX shared_flow_expiry ON tpp_portal.shared_flow (expires_at);

  -- A copy that was given out never changes.
  GRANT SELECT, INSERT, DELETE ON tpp_portal.shared_flow TO sandbank_tpp_portal;
`;

/** Copies of journeys that may be read by whoever has their address. */
export class SharedFlows0009 implements MigrationInterface {
  readonly name = 'SharedFlows1763700000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE tpp_portal.shared_flow');
  }
}
