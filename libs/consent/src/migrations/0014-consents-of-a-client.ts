import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A client's consents are found without reading everybody's, in the order in which they were asked for. */
export class ConsentsOfAClient0014 implements MigrationInterface {
  readonly name = 'ConsentsOfAClient1763750000014';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX consent_of_client ON consent.consent (bank, client_id, consent_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX consent.consent_of_client');
  }
}
