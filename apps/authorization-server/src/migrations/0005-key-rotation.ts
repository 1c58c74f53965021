import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'sandbank_authorization_server';

/** The life of a signing key: next, active, retired, removed; and how every process learns of a change. */
export class KeyRotation0005 implements MigrationInterface {
  readonly name = 'KeyRotation0005700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Days after which a key that signs gets a successor; null where only commands rotate.
      ALTER TABLE authorization_server.bank
        ADD COLUMN key_rotation_days integer,
        ADD CONSTRAINT bank_key_rotation_days_check CHECK (key_rotation_days BETWEEN 1 AND 3650);

      -- What was there before rotation existed has signed since it was made.
      ALTER TABLE authorization_server.signing_key
        ADD COLUMN state text NOT NULL DEFAULT 'active',
        ADD COLUMN active_from timestamptz,
        ADD COLUMN retired_from timestamptz,
        ADD COLUMN removed_from timestamptz,
        ADD COLUMN compromised boolean NOT NULL DEFAULT false;
      UPDATE authorization_server.signing_key SET active_from = created_at;
      ALTER TABLE authorization_server.signing_key
        ALTER COLUMN state DROP DEFAULT,
        ALTER COLUMN active_from SET NOT NULL,
        ALTER COLUMN sealed_private_jwk DROP NOT NULL,
        ADD CONSTRAINT signing_key_state_check
          CHECK (state IN ('next', 'active', 'retired', 'removed')),
        -- A key that signs no more has no private half, and one that signs is not on its way out.
        ADD CONSTRAINT signing_key_private_half_check
          CHECK ((state IN ('next', 'active')) = (sealed_private_jwk IS NOT NULL)),
        ADD CONSTRAINT signing_key_times_check
          CHECK ((state IN ('next', 'active')) = (removed_from IS NULL));

      -- Processes and commands that rotate at once must agree: one key signs, one comes next.
      DROP INDEX authorization_server.signing_key_bank_purpose;
      CREATE UNIQUE INDEX signing_key_one_active
        ON authorization_server.signing_key (bank, purpose, alg) WHERE state = 'active';
      CREATE UNIQUE INDEX signing_key_one_next
        ON authorization_server.signing_key (bank, purpose, alg) WHERE state = 'next';
      GRANT UPDATE (state, active_from, retired_from, removed_from, compromised, sealed_private_jwk)
        ON authorization_server.signing_key TO ${role};

      -- Processes look here every few seconds, instead of reading all banks and keys. A row and not a sequence, so that
      -- whoever sees the new number sees the change.
      CREATE TABLE authorization_server.issuer_revision (
        id boolean PRIMARY KEY CHECK (id),
        revision bigint NOT NULL
      );
      INSERT INTO authorization_server.issuer_revision VALUES (true, 1);
      GRANT SELECT ON authorization_server.issuer_revision TO ${role};
      CREATE FUNCTION authorization_server.count_issuer_revision() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
        BEGIN
          UPDATE authorization_server.issuer_revision SET revision = revision + 1;
          RETURN NULL;
        END $$;
      CREATE TRIGGER bank_changed AFTER INSERT OR UPDATE OR DELETE ON authorization_server.bank
        FOR EACH STATEMENT EXECUTE FUNCTION authorization_server.count_issuer_revision();
      CREATE TRIGGER signing_key_changed
        AFTER INSERT OR UPDATE OR DELETE ON authorization_server.signing_key
        FOR EACH STATEMENT EXECUTE FUNCTION authorization_server.count_issuer_revision();
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
