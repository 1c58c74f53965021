import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: the days of an account lie scattered among those of all others. With the counts in the index a first page reads
// them next to each other, however many accounts a bank has.
const byIndex = `
ALTER TABLE resource_server.ledger_day DROP CONSTRAINT ledger_day_pkey,
  ADD CONSTRAINT ledger_day_pkey PRIMARY KEY (account_id, day) INCLUDE (credits, debits);
`;

/** The counts of each day in the index that finds them. */
export class DaysByIndex1763750000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(byIndex);
  }

  async down(): Promise<void> {
    throw new Error('the ledger is never taken back: migrations go forward only');
  }
}
