import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'sandbank_authorization_server';

/** What OpenID Connect lets a request ask, the browser a request belongs to, and the count of failed sign-ins. */
export class RequestsAndSignIns0003 implements MigrationInterface {
  readonly name = 'RequestsAndSignIns0003700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was asked about the sign-in goes with the code and the refresh token, where tokens and userinfo read it.
      ALTER TABLE authorization_server.pushed_request
        ADD COLUMN claims jsonb,
        ADD COLUMN acr_values text,
        ADD COLUMN max_age integer,
        -- The customer whom id_token_hint or a requested sub names.
        ADD COLUMN expected_subject text,
        -- The first interaction whose browser came back with its cookie; every other is turned away.
        ADD COLUMN interaction_id uuid;
      GRANT UPDATE (interaction_id) ON authorization_server.pushed_request TO ${role};
      ALTER TABLE authorization_server.authorization_code
        ADD COLUMN claims jsonb,
        ADD COLUMN acr_values text,
        ADD COLUMN max_age integer;
      ALTER TABLE authorization_server.refresh_token
        ADD COLUMN claims jsonb,
        ADD COLUMN acr_values text,
        ADD COLUMN max_age integer;

      -- When the customer decided: with it, the same decision sent again leads to the same answer.
      ALTER TABLE authorization_server.interaction
        ADD COLUMN decided_at timestamptz,
        ADD COLUMN decision text CHECK (decision IN ('allowed', 'refused'));

      -- Failed sign-ins, by the keyed digest of whose they are: an account with an address, a browser, an address.
      -- Nobody's name or address can be read from it.
      CREATE TABLE authorization_server.sign_in_throttle (
        key bytea PRIMARY KEY,
        failures integer NOT NULL,
        blocked_until timestamptz NOT NULL,
        forget_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_throttle_forget ON authorization_server.sign_in_throttle (forget_at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON authorization_server.sign_in_throttle TO ${role};
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
