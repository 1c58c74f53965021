import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when an organisation is suspended: from then on its certificates are on hold in the lists of revoked ones. */
export class Suspensions0002 implements MigrationInterface {
  readonly name = 'Suspensions1763800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE directory.organisation
        ADD COLUMN suspended_at timestamptz,
        ADD CONSTRAINT organisation_suspension_check
          CHECK ((status = 'suspended') = (suspended_at IS NOT NULL));
      GRANT UPDATE (suspended_at) ON directory.organisation TO sandbank_directory;
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
