import { rejectionTable, replayGuardTable, ringPartitions } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'sandbank_authorization_server';

/** One journey from the pushed request to the tokens; only digests of what is handed out are kept. */
export class JourneysAndTokens0002 implements MigrationInterface {
  readonly name = 'JourneysAndTokens0002700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Lives for a minute or two: a ring of partitions by the time at which it was made.
      CREATE TABLE authorization_server.pushed_request (
        slot smallint NOT NULL,
        reference bytea NOT NULL,
        bank text NOT NULL,
        client_id text NOT NULL,
        parameters jsonb NOT NULL,
        authorization_details jsonb NOT NULL,
        dpop_jkt text,
        consent_id uuid,
        expires_at timestamptz NOT NULL,
        consumed_at timestamptz,
        PRIMARY KEY (slot, reference)
      ) PARTITION BY LIST (slot);
      ${ringPartitions('authorization_server.pushed_request', role)}
      GRANT SELECT, INSERT ON authorization_server.pushed_request TO ${role};
      GRANT UPDATE (consumed_at) ON authorization_server.pushed_request TO ${role};

      -- What one browser does with one pushed request. The browser is known by the digest of its cookie.
      CREATE TABLE authorization_server.interaction (
        id uuid PRIMARY KEY,
        bank text NOT NULL,
        client_id text NOT NULL,
        request_slot smallint NOT NULL,
        request_reference bytea NOT NULL,
        browser_digest bytea NOT NULL,
        stage text NOT NULL CHECK (stage IN ('login', 'code', 'consent', 'completed')),
        customer_id uuid REFERENCES authorization_server.customer,
        password_failures smallint NOT NULL DEFAULT 0,
        code_failures smallint NOT NULL DEFAULT 0,
        authenticated_at timestamptz,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX interaction_expiry ON authorization_server.interaction (expires_at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON authorization_server.interaction TO ${role};

      CREATE TABLE authorization_server.authorization_code (
        slot smallint NOT NULL,
        reference bytea NOT NULL,
        bank text NOT NULL,
        client_id text NOT NULL,
        grant_id uuid NOT NULL,
        customer_id uuid NOT NULL,
        redirect_uri text NOT NULL,
        code_challenge text NOT NULL,
        dpop_jkt text,
        scope text NOT NULL,
        nonce text,
        authorization_details jsonb NOT NULL,
        authenticated_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        consumed_at timestamptz,
        PRIMARY KEY (slot, reference)
      ) PARTITION BY LIST (slot);
      ${ringPartitions('authorization_server.authorization_code', role)}
      GRANT SELECT, INSERT ON authorization_server.authorization_code TO ${role};
      GRANT UPDATE (consumed_at) ON authorization_server.authorization_code TO ${role};

      CREATE TABLE authorization_server.refresh_token (
        reference bytea PRIMARY KEY,
        bank text NOT NULL,
        client_id text NOT NULL,
        grant_id uuid NOT NULL,
        customer_id uuid NOT NULL,
        scope text NOT NULL,
        authorization_details jsonb NOT NULL,
        authenticated_at timestamptz NOT NULL,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX refresh_token_grant ON authorization_server.refresh_token (grant_id);
      CREATE INDEX refresh_token_expiry ON authorization_server.refresh_token (expires_at);
      GRANT SELECT, INSERT, DELETE ON authorization_server.refresh_token TO ${role};
      GRANT UPDATE (revoked_at) ON authorization_server.refresh_token TO ${role};

      ${replayGuardTable('authorization_server', role)}
      ${rejectionTable('authorization_server', role)}
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
