import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: a token names some consents of its grant, and every call asks for exactly those. A grant that a client merges
-- into for years holds many that have ended; with both columns in one index a call touches none of them.
DROP INDEX consent.consent_of_grant;
CREATE INDEX consent_of_grant ON consent.consent (grant_id, consent_id) WHERE grant_id IS NOT NULL;
`;

const down = `
DROP INDEX consent.consent_of_grant;
CREATE INDEX consent_of_grant ON consent.consent (grant_id) WHERE grant_id IS NOT NULL;
`;

/** Finds the consents that a token names by one key, however many its grant holds. */
export class ConsentsNamedWithinAGrant0008 implements MigrationInterface {
  readonly name = 'ConsentsNamedWithinAGrant1763750000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
