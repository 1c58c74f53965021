import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests that name a consent instead of describing one, and how long a bank lets access go without a new sign-in. */
export class NamedConsents0013 implements MigrationInterface {
  readonly name = 'NamedConsents9700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE authorization_server.pushed_request ADD COLUMN named_consent jsonb;

      -- Banks differ: null where access counts for as long as it was agreed to (PSD2 RTS 10).
      ALTER TABLE authorization_server.bank ADD COLUMN reauthentication_days integer,
        ADD CONSTRAINT bank_reauthentication_days_check CHECK (reauthentication_days BETWEEN 1 AND 3650);
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
