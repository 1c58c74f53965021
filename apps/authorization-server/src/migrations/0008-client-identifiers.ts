import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An operator may choose a client's identifier, as long as it cannot be taken for a customer's, which is a UUID (SP-6.7). */
export class ClientIdentifiers0008 implements MigrationInterface {
  readonly name = 'ClientIdentifiers0008700000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE authorization_server.client DROP CONSTRAINT client_client_id_check;
      ALTER TABLE authorization_server.client ADD CONSTRAINT client_client_id_check
        CHECK (client_id !~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$');
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
