import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'sandbank_authorization_server';

/** Clients that registered themselves with a software statement of the directory (RFC 7591, RFC 7592). */
export class Registration0016 implements MigrationInterface {
  readonly name = 'Registration9700000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A client without a row here was added by an operator. The row ends with its client, whoever removes it.
      CREATE TABLE authorization_server.client_registration (
        bank text NOT NULL,
        client_id text NOT NULL,
        token_digest bytea NOT NULL CHECK (length(token_digest) = 32),
        software_id text NOT NULL,
        organisation_id text NOT NULL,
        statement_issuer text NOT NULL,
        statement_jti text NOT NULL,
        software_statement text NOT NULL,
        issued_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (bank, client_id),
        FOREIGN KEY (bank, client_id) REFERENCES authorization_server.client ON DELETE CASCADE,
        UNIQUE (token_digest)
      );
      CREATE INDEX client_registration_software
        ON authorization_server.client_registration (bank, software_id);
      GRANT SELECT, INSERT, UPDATE (token_digest, statement_jti, software_statement, changed_at)
        ON authorization_server.client_registration TO ${role};
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
