import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: the demo app needs nobody's name, but an application belongs to somebody. A person is a guest until there is a way
// back in (a password or a passkey); what people make belongs to organisations, never to a person alone.
const up = `
  CREATE TABLE tpp_portal.person (
    person_id uuid PRIMARY KEY,
    kind text NOT NULL CONSTRAINT person_kind CHECK (kind IN ('guest', 'member', 'operator')),
    name text NOT NULL,
    email text CONSTRAINT person_email_key UNIQUE,
    created_at timestamptz NOT NULL,
    CONSTRAINT person_email CHECK ((kind = 'guest') = (email IS NULL))
  );
  CREATE INDEX person_guests ON tpp_portal.person (created_at) WHERE kind = 'guest';

  CREATE TABLE tpp_portal.credential_password (
    person_id uuid PRIMARY KEY
      CONSTRAINT credential_password_person_id_fkey REFERENCES tpp_portal.person ON DELETE CASCADE,
    password_hash text NOT NULL,
    changed_at timestamptz NOT NULL
  );

  CREATE TABLE tpp_portal.passkey (
    credential_id text PRIMARY KEY,
    person_id uuid NOT NULL
      CONSTRAINT passkey_person_id_fkey REFERENCES tpp_portal.person ON DELETE CASCADE,
    name text NOT NULL,
    public_key bytea NOT NULL,
    counter bigint NOT NULL,
    transports jsonb NOT NULL,
    backed_up boolean NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz
  );
  CREATE INDEX passkey_person ON tpp_portal.passkey (person_id);

  CREATE TABLE tpp_portal.passkey_challenge (
    challenge_digest bytea PRIMARY KEY,
    purpose text NOT NULL
      CONSTRAINT passkey_challenge_purpose CHECK (purpose IN ('sign-in', 'sign-up', 'registration')),
    person_id uuid NOT NULL,
    wish jsonb,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX passkey_challenge_expiry ON tpp_portal.passkey_challenge (expires_at);

  CREATE TABLE tpp_portal.sign_in (
    sign_in_key text PRIMARY KEY,
    sign_in_id uuid NOT NULL CONSTRAINT sign_in_sign_in_id_key UNIQUE,
    person_id uuid NOT NULL
      CONSTRAINT sign_in_person_id_fkey REFERENCES tpp_portal.person ON DELETE CASCADE,
    method text NOT NULL CONSTRAINT sign_in_method CHECK (method IN ('guest', 'password', 'passkey')),
    agent text NOT NULL,
    signed_in_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    idle_seconds integer NOT NULL,
    idle_ends_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL
  );
  CREATE INDEX sign_in_person ON tpp_portal.sign_in (person_id);
  CREATE INDEX sign_in_end ON tpp_portal.sign_in (idle_ends_at);

  CREATE TABLE tpp_portal.sign_in_throttle (
    key bytea PRIMARY KEY,
    failures integer NOT NULL,
    blocked_until timestamptz NOT NULL,
    forget_at timestamptz NOT NULL
  );
  CREATE INDEX sign_in_throttle_forget ON tpp_portal.sign_in_throttle (forget_at);

  GRANT SELECT, INSERT, DELETE, UPDATE (kind, name, email) ON tpp_portal.person TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE, UPDATE (password_hash, changed_at)
    ON tpp_portal.credential_password TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE, UPDATE (counter, backed_up, last_used_at)
    ON tpp_portal.passkey TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE ON tpp_portal.passkey_challenge TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE, UPDATE (last_seen_at, idle_ends_at)
    ON tpp_portal.sign_in TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, UPDATE, DELETE ON tpp_portal.sign_in_throttle TO sandbank_tpp_portal;
`;

/** People, their ways in, and who is signed in where. */
export class Identity0004 implements MigrationInterface {
  readonly name = 'Identity1763700000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TABLE tpp_portal.sign_in_throttle, tpp_portal.sign_in, tpp_portal.passkey_challenge,
                  tpp_portal.passkey, tpp_portal.credential_password, tpp_portal.person`,
    );
  }
}
