import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an application is software of the directory and, at each bank, a client. The directory knows what it may do and
// its keys, the bank what it registered; here stands which of them belong to whom, how they were asked for, and the
// sealed tokens that both gave. What is asked of another server is claimed first, so that two presses make one call.
const up = `
  CREATE TABLE tpp_portal.directory_claim (
    organisation_id uuid PRIMARY KEY
      CONSTRAINT directory_claim_organisation_id_fkey
      REFERENCES tpp_portal.organisation ON DELETE CASCADE,
    busy_until timestamptz NOT NULL
  );

  CREATE TABLE tpp_portal.application (
    application_id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL
      CONSTRAINT application_organisation_id_fkey REFERENCES tpp_portal.organisation ON DELETE CASCADE,
    name text NOT NULL,
    software_id uuid NOT NULL CONSTRAINT application_software_id_key UNIQUE,
    profile jsonb NOT NULL,
    roles jsonb NOT NULL,
    redirect_uris jsonb NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    ending_at timestamptz
  );
  CREATE INDEX application_of_organisation ON tpp_portal.application (organisation_id);

  CREATE TABLE tpp_portal.application_client (
    application_id uuid NOT NULL
      CONSTRAINT application_client_application_id_fkey
      REFERENCES tpp_portal.application ON DELETE CASCADE,
    bank text NOT NULL,
    client_id text,
    registration_client_uri text,
    sealed_registration_token bytea,
    metadata jsonb,
    revision integer,
    registered_at timestamptz,
    busy_until timestamptz,
    unsure_since timestamptz,
    problem jsonb,
    PRIMARY KEY (application_id, bank),
    CONSTRAINT application_client_whole CHECK (
      num_nulls(client_id, registration_client_uri, sealed_registration_token, metadata, revision,
        registered_at) IN (0, 6))
  );

  GRANT SELECT, INSERT, DELETE, UPDATE (busy_until) ON tpp_portal.directory_claim
    TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE,
    UPDATE (name, profile, roles, redirect_uris, revision, changed_at, ending_at)
    ON tpp_portal.application TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE,
    UPDATE (client_id, registration_client_uri, sealed_registration_token, metadata, revision,
      registered_at, busy_until, unsure_since, problem)
    ON tpp_portal.application_client TO sandbank_tpp_portal;
`;

/** Applications of organisations: their software at the directory and their clients at banks. */
export class Applications0007 implements MigrationInterface {
  readonly name = 'Applications1763700000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TABLE tpp_portal.application_client, tpp_portal.application, tpp_portal.directory_claim`,
    );
  }
}
