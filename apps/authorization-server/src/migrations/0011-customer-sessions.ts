import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'sandbank_authorization_server';

/** A customer who signs in to look at what they share, outside any authorization. */
export class CustomerSessions0011 implements MigrationInterface {
  readonly name = 'CustomerSessions9700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A row is written once a password was right, so that nobody fills the table by looking at pages. The browser is
      -- known by the digest of its cookie; until the code was right as well (authenticated_at) it opens nothing.
      CREATE TABLE authorization_server.customer_session (
        id uuid PRIMARY KEY,
        digest bytea NOT NULL UNIQUE,
        bank text NOT NULL REFERENCES authorization_server.bank,
        customer_id uuid NOT NULL REFERENCES authorization_server.customer ON DELETE CASCADE,
        code_failures smallint NOT NULL DEFAULT 0,
        authenticated_at timestamptz,
        idle_until timestamptz NOT NULL,
        ends_at timestamptz NOT NULL CHECK (idle_until <= ends_at)
      );
      CREATE INDEX customer_session_end ON authorization_server.customer_session (ends_at);
      GRANT SELECT, INSERT, DELETE ON authorization_server.customer_session TO ${role};
      -- Whose session it is never changes.
      GRANT UPDATE (digest, code_failures, authenticated_at, idle_until, ends_at)
        ON authorization_server.customer_session TO ${role};
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
