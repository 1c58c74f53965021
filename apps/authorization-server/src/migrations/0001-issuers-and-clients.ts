import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who takes part: banks (issuers are data), their signing keys, the clients and customers of each. */
export class IssuersAndClients0001 implements MigrationInterface {
  readonly name = 'IssuersAndClients0001700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE authorization_server.bank (
        slug text PRIMARY KEY CHECK (slug ~ '^[a-z][a-z0-9-]{1,30}$'),
        name text NOT NULL,
        tagline text NOT NULL,
        profile text NOT NULL,
        signing_alg text NOT NULL CHECK (signing_alg IN ('ES256', 'PS256', 'EdDSA'))
      );

      -- Private keys are sealed: a copy of this table alone signs nothing.
      CREATE TABLE authorization_server.signing_key (
        kid text PRIMARY KEY,
        bank text NOT NULL REFERENCES authorization_server.bank,
        purpose text NOT NULL CHECK (purpose IN ('access_token', 'id_token', 'bank_internal')),
        alg text NOT NULL,
        public_jwk jsonb NOT NULL,
        sealed_private_jwk bytea NOT NULL,
        created_at timestamptz NOT NULL
      );
      -- Two processes that start at once must agree on one key.
      CREATE UNIQUE INDEX signing_key_bank_purpose
        ON authorization_server.signing_key (bank, purpose, alg);

      CREATE TABLE authorization_server.client (
        bank text NOT NULL REFERENCES authorization_server.bank,
        client_id text NOT NULL CHECK (client_id LIKE 'client-%'),
        metadata jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('active', 'frozen')),
        PRIMARY KEY (bank, client_id)
      );

      CREATE TABLE authorization_server.customer (
        id uuid PRIMARY KEY,
        bank text NOT NULL REFERENCES authorization_server.bank,
        username text NOT NULL,
        name text NOT NULL,
        phone text NOT NULL,
        password_hash text NOT NULL,
        -- Seeded customers have a code that never changes; for others one is drawn each time.
        fixed_code text,
        UNIQUE (bank, username)
      );

      GRANT SELECT, INSERT, UPDATE ON
        authorization_server.bank, authorization_server.client, authorization_server.customer
        TO sandbank_authorization_server;
      GRANT SELECT, INSERT ON authorization_server.signing_key TO sandbank_authorization_server;
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
