import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: a customer may ask who read what and when, and whether they were present. Only ever added to.
const accessRecord = `
CREATE TABLE resource_server.access_record (
  id uuid PRIMARY KEY,
  occurred_at timestamptz(3) NOT NULL,
  bank_slug text NOT NULL,
  client_id text NOT NULL,
  customer_id uuid,
  consent_id uuid,
  grant_id uuid,
  account_id uuid,
  endpoint text NOT NULL,
  interaction_id uuid NOT NULL,
  customer_present boolean NOT NULL,
  customer_ip_address text,
  customer_user_agent text,
  customer_authenticated_at timestamptz(3)
);
CREATE INDEX access_record_customer ON resource_server.access_record (customer_id, occurred_at DESC);
CREATE INDEX access_record_consent ON resource_server.access_record (consent_id, occurred_at DESC);
GRANT SELECT, INSERT ON resource_server.access_record TO sandbank_resource_server;
`;

/** Who read which account, when, under which consent. */
export class AccessRecord1763750000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(accessRecord);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_server.access_record');
  }
}
