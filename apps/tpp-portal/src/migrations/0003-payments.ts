import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: a payment outlives the journey that allows it: it waits for its customer, is sent, is perhaps asked for again
// with a fresher sign-in, once, and leaves a receipt. Whoever presses twice, or in two tabs, finds one row.
const up = `
  CREATE TABLE tpp_portal.payment (
    payment_id uuid PRIMARY KEY,
    session_key text NOT NULL
      CONSTRAINT payment_session_key_fkey REFERENCES tpp_portal.browser_session ON DELETE CASCADE,
    bank text NOT NULL,
    wish jsonb NOT NULL,
    status text NOT NULL
      CONSTRAINT payment_status CHECK (status IN ('at_bank', 'ready', 'step_up', 'paid', 'failed')),
    flow_id uuid,
    consent_id text,
    sealed_tokens bytea,
    access_token_expires_at timestamptz,
    challenge jsonb,
    step_ups smallint NOT NULL DEFAULT 0 CONSTRAINT payment_step_ups CHECK (step_ups BETWEEN 0 AND 1),
    receipt jsonb,
    error jsonb,
    created_at timestamptz NOT NULL
  );
  CREATE INDEX payment_session ON tpp_portal.payment (session_key);

  GRANT SELECT, INSERT, DELETE, UPDATE (status, flow_id, consent_id, sealed_tokens, access_token_expires_at,
    challenge, step_ups, receipt, error) ON tpp_portal.payment TO sandbank_tpp_portal;
`;

/** The payments that visitors order through the demo app. */
export class Payments0003 implements MigrationInterface {
  readonly name = 'Payments1763700000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE tpp_portal.payment');
  }
}
