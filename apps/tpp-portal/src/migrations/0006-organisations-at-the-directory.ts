import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an organisation is known to the directory once it has a reason to be (its first application). Until then both
// columns are empty; then they say as whom the portal speaks there, the token sealed.
const up = `
  ALTER TABLE tpp_portal.organisation
    ADD directory_organisation_id uuid
      CONSTRAINT organisation_directory_organisation_id_key UNIQUE,
    ADD token_sealed bytea,
    ADD CONSTRAINT organisation_directory
      CHECK ((directory_organisation_id IS NULL) = (token_sealed IS NULL));

  GRANT UPDATE (directory_organisation_id, token_sealed) ON tpp_portal.organisation
    TO sandbank_tpp_portal;
`;

/** What an organisation of the portal is at the directory. */
export class OrganisationsAtTheDirectory0006 implements MigrationInterface {
  readonly name = 'OrganisationsAtTheDirectory1763700000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE tpp_portal.organisation DROP COLUMN directory_organisation_id, DROP COLUMN token_sealed',
    );
  }
}
