import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an app may ask, before its customer agrees, to be told where money would be sent back to. What it is told is what
// the account was called when it paid, whatever becomes of it.
const refunds = `
ALTER TABLE resource_server.payment ADD COLUMN refund_account jsonb
  CONSTRAINT payment_refund_account CHECK (jsonb_typeof(refund_account) = 'object');
`;

/** The account that a payment would be refunded to, where its consent says that the app may know it. */
export class RefundAccounts1763750000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(refunds);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE resource_server.payment DROP COLUMN refund_account');
  }
}
