import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: a later start adds what happened since the last one, so each customer's generated life remembers
// how far it has come. Both instants are written once per start, by the seed alone.
const generatedLife = `
CREATE TABLE resource_server.generated_life (
  customer_id uuid PRIMARY KEY REFERENCES resource_server.customer,
  begins_at timestamptz(3) NOT NULL,
  generated_through timestamptz(3) NOT NULL CHECK (generated_through >= begins_at)
);
GRANT SELECT, INSERT, UPDATE (generated_through) ON resource_server.generated_life
  TO sandbank_resource_server;
`;

/** How far each customer's generated transactions reach. */
export class GeneratedLife1763750000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(generatedLife);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_server.generated_life');
  }
}
