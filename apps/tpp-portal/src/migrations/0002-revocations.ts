import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: a visitor who disconnects is obeyed at once, whether the bank can be reached or not. The tokens move here in the
// statement that removes the connection, and stay until the bank has confirmed that they are revoked (RFC 7009).
const up = `
  CREATE TABLE tpp_portal.revocation (
    revocation_id uuid PRIMARY KEY,
    session_key text NOT NULL,
    bank text NOT NULL,
    flow_id uuid NOT NULL,
    sealed_tokens bytea NOT NULL,
    requested_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    error text
  );
  CREATE INDEX revocation_due ON tpp_portal.revocation (next_attempt_at);
  CREATE INDEX revocation_session ON tpp_portal.revocation (session_key, bank);

  GRANT SELECT, INSERT, DELETE, UPDATE (attempts, next_attempt_at, error)
    ON tpp_portal.revocation TO sandbank_tpp_portal;
`;

/** Tokens that are to be revoked at their bank. */
export class Revocations0002 implements MigrationInterface {
  readonly name = 'Revocations1763700000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE tpp_portal.revocation');
  }
}
