import { rejectionDetails } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: a client's developers read its refusals, and nobody else's (docs/rejections.md).
/** Whose each rejection is, and how far the clocks were apart. */
export class ExplainedRejections1763750000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rejectionDetails('resource_server'));
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
