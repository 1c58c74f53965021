import { rejectionDetails } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators and the clients' developers need: clients that can be removed, rejections that explain themselves. */
export class Operation0006 implements MigrationInterface {
  readonly name = 'Operation0006700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT DELETE ON authorization_server.client TO sandbank_authorization_server;
      ${rejectionDetails('authorization_server')}
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
