import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who froze or thawed a client, when and why: with the status itself, so that whoever reads one has the other. */
export class ClientStatus0014 implements MigrationInterface {
  readonly name = 'ClientStatus9700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE authorization_server.client
        ADD COLUMN status_reason text,
        ADD COLUMN status_changed_at timestamptz,
        ADD COLUMN status_changed_by text,
        ADD COLUMN status_interaction_id uuid;
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
