import { rejectionDetails, rejectionTable } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'sandbank_directory';

const authorities = `
  -- One authority issues. Those before it vouch for what they issued until all of that has ended; then their keys go.
  CREATE TABLE directory.authority (
    authority_id uuid PRIMARY KEY,
    state text NOT NULL,
    certificate bytea NOT NULL,
    sealed_private_key bytea,
    created_at timestamptz NOT NULL,
    not_after timestamptz NOT NULL,
    retired_at timestamptz,
    removed_at timestamptz,
    crl bytea NOT NULL,
    crl_number bigint NOT NULL,
    crl_next_update timestamptz NOT NULL,
    CONSTRAINT authority_state_check CHECK (state IN ('current', 'retired', 'removed')),
    CONSTRAINT authority_private_half_check
      CHECK ((state = 'removed') = (sealed_private_key IS NULL))
  );
  CREATE UNIQUE INDEX authority_one_current ON directory.authority (state) WHERE state = 'current';
  GRANT SELECT, INSERT,
    UPDATE (state, sealed_private_key, retired_at, removed_at, crl, crl_number, crl_next_update)
    ON directory.authority TO ${role};

  -- What the directory itself signs with: the key whose time came last signs, all that are not removed are published.
  CREATE TABLE directory.signing_key (
    kid text PRIMARY KEY,
    public_jwk jsonb NOT NULL,
    sealed_private_jwk bytea,
    created_at timestamptz NOT NULL,
    active_from timestamptz NOT NULL,
    removed_from timestamptz
  );
  GRANT SELECT, INSERT, UPDATE (sealed_private_jwk, removed_from) ON directory.signing_key TO ${role};
`;

const organisations = `
  CREATE TABLE directory.organisation (
    organisation_id uuid PRIMARY KEY,
    name text NOT NULL,
    country text NOT NULL,
    roles text[] NOT NULL,
    status text NOT NULL,
    token_digest bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT organisation_status_check CHECK (status IN ('active', 'suspended')),
    CONSTRAINT organisation_token_digest_key UNIQUE (token_digest)
  );
  GRANT SELECT, INSERT, UPDATE (status, token_digest) ON directory.organisation TO ${role};

  CREATE TABLE directory.software (
    software_id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES directory.organisation,
    status text NOT NULL,
    metadata jsonb NOT NULL,
    -- Public keys that were pasted, beside those of certificates.
    keys jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT software_status_check CHECK (status IN ('active', 'withdrawn'))
  );
  CREATE INDEX software_organisation ON directory.software (organisation_id, created_at);
  GRANT SELECT, INSERT, UPDATE (status, metadata, keys, changed_at) ON directory.software TO ${role};
`;

const certificates = `
  CREATE TABLE directory.certificate (
    certificate_id uuid PRIMARY KEY,
    software_id uuid NOT NULL REFERENCES directory.software,
    authority_id uuid NOT NULL REFERENCES directory.authority,
    use text NOT NULL,
    serial_number text NOT NULL,
    subject text NOT NULL,
    certificate bytea NOT NULL,
    thumbprint text NOT NULL,
    key_digest bytea NOT NULL,
    -- Of a certificate for signatures: the key as banks verify with it.
    public_jwk jsonb,
    -- Whoever asks again for the same gets the same.
    request_digest bytea NOT NULL,
    not_before timestamptz NOT NULL,
    not_after timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revocation_reason text,
    CONSTRAINT certificate_use_check CHECK (use IN ('transport', 'signing')),
    CONSTRAINT certificate_public_jwk_check CHECK ((use = 'signing') = (public_jwk IS NOT NULL)),
    CONSTRAINT certificate_revocation_check
      CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL)),
    CONSTRAINT certificate_serial_number_key UNIQUE (authority_id, serial_number)
  );
  CREATE INDEX certificate_software ON directory.certificate (software_id, created_at);
  CREATE INDEX certificate_revoked ON directory.certificate (authority_id, not_after)
    WHERE revoked_at IS NOT NULL;
  CREATE INDEX certificate_compromised ON directory.certificate (key_digest)
    WHERE revocation_reason = 'keyCompromise';
  GRANT SELECT, INSERT, UPDATE (revoked_at, revocation_reason) ON directory.certificate TO ${role};

  -- No statement, whoever wrote it, brings a revoked certificate back.
  CREATE FUNCTION directory.stays_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a revoked certificate stays revoked' USING ERRCODE = 'check_violation';
    END $$;
  REVOKE ALL ON FUNCTION directory.stays_revoked() FROM PUBLIC;
  CREATE TRIGGER certificate_stays_revoked BEFORE UPDATE ON directory.certificate
    FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION directory.stays_revoked();
`;

const participants = `
  CREATE TABLE directory.participant (
    issuer text PRIMARY KEY,
    slug text NOT NULL,
    organisation text NOT NULL,
    api_base text NOT NULL,
    mtls_api_base text,
    -- What the bank itself publishes at its discovery document, when it was last asked.
    jwks_uri text NOT NULL,
    registration_endpoint text NOT NULL,
    status text NOT NULL,
    checked_at timestamptz,
    CONSTRAINT participant_status_check CHECK (status IN ('active', 'unreachable'))
  );
  GRANT SELECT, INSERT, UPDATE, DELETE ON directory.participant TO ${role};

  -- Who did what to whose certificates: added in the transaction of what it tells, never changed.
  CREATE TABLE directory.record (
    record_id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    event text NOT NULL,
    by text NOT NULL,
    organisation_id uuid,
    software_id uuid,
    subject_id uuid,
    detail jsonb NOT NULL
  );
  CREATE INDEX record_organisation ON directory.record (organisation_id, record_id);
  GRANT SELECT, INSERT ON directory.record TO ${role};
`;

/** Authorities, organisations, their software, its certificates, and the banks that take part. */
export class Directory0001 implements MigrationInterface {
  readonly name = 'Directory1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const tables of [authorities, organisations, certificates, participants])
      await runner.query(tables);
    await runner.query(rejectionTable('directory', role));
    await runner.query(rejectionDetails('directory'));
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
