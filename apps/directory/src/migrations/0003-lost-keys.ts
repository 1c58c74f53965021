import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That a key was lost may be learnt after its certificate was revoked for another reason; the time stays. */
export class LostKeys0003 implements MigrationInterface {
  readonly name = 'LostKeys1763800000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER certificate_stays_revoked ON directory.certificate;
      CREATE TRIGGER certificate_stays_revoked BEFORE UPDATE ON directory.certificate
        FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL AND NOT (
          NEW.revoked_at IS NOT DISTINCT FROM OLD.revoked_at
          AND NEW.revocation_reason IS NOT DISTINCT FROM 'keyCompromise'))
        EXECUTE FUNCTION directory.stays_revoked();
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
