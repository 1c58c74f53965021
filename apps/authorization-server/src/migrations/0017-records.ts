import { exchangeTable } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What clients sent and were answered, and to which pushed request a code belongs. */
export class Records0017 implements MigrationInterface {
  readonly name = 'Records9700000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(exchangeTable('authorization_server', 'sandbank_authorization_server'));
    await runner.query(`
      -- One row for each pushed request, of those that are kept.
      CREATE INDEX exchange_opening ON authorization_server.exchange (bank, client_id, flow)
        WHERE flow IS NOT NULL AND route = 'POST /:bank/par';
      ALTER TABLE authorization_server.authorization_code ADD COLUMN flow uuid;
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
