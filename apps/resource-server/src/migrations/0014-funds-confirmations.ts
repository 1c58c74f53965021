import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: a customer who lets an app ask whether an account holds enough may see each question, and what was answered.
// Only ever added to.
const questions = `
CREATE TABLE resource_server.funds_confirmation (
  id uuid PRIMARY KEY,
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  client_id text NOT NULL,
  consent_id uuid NOT NULL,
  customer_id uuid NOT NULL REFERENCES resource_server.customer,
  account_id uuid NOT NULL REFERENCES resource_server.account,
  reference text CHECK (length(reference) BETWEEN 1 AND 35),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency char(3) NOT NULL,
  funds_available boolean NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  interaction_id uuid NOT NULL
);
CREATE INDEX funds_confirmation_of_consent ON resource_server.funds_confirmation
  (consent_id, asked_at DESC, id DESC);
GRANT SELECT, INSERT ON resource_server.funds_confirmation TO sandbank_resource_server;
`;

/** Who asked whether an account holds a sum, and what was answered. */
export class FundsConfirmations1763750000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(questions);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_server.funds_confirmation');
  }
}
