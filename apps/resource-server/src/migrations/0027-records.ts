import { exchangeTable } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: a client's developers see what they sent and what they were answered (docs/records.md).
/** What clients sent and were answered. */
export class Records1763750000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(exchangeTable('resource_server', 'sandbank_resource_server'));
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
