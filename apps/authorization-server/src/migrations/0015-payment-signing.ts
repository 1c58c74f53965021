import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'sandbank_authorization_server';

/** Tries at the code with which a holder signs a payment. */
export class PaymentSigning0015 implements MigrationInterface {
  readonly name = 'PaymentSigning9700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The code is drawn for one session and one payment; each has so many tries, also for those who try at once.
      CREATE TABLE authorization_server.payment_signing (
        session_id uuid NOT NULL REFERENCES authorization_server.customer_session ON DELETE CASCADE,
        payment_id uuid NOT NULL,
        tries smallint NOT NULL CHECK (tries > 0),
        PRIMARY KEY (session_id, payment_id)
      );
      GRANT SELECT, INSERT, UPDATE (tries) ON authorization_server.payment_signing TO ${role};
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
