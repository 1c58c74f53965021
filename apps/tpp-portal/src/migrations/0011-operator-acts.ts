import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: whoever freezes an application or changes keys answers for it. What is done is written down before it is done,
// and is never taken away: the portal may add a line and say what came of it, once.
const up = `
  CREATE TABLE tpp_portal.operator_act (
    act_id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    operator text NOT NULL,
    action text NOT NULL,
    bank text NOT NULL,
    subject text,
    reason text,
    interaction_id text NOT NULL,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text NOT NULL,
    error text,
    CONSTRAINT operator_act_outcome_check CHECK (outcome IN ('begun', 'done', 'refused')),
    CONSTRAINT operator_act_end_check CHECK ((outcome = 'begun') = (ended_at IS NULL)),
    CONSTRAINT operator_act_error_check CHECK ((outcome = 'refused') = (error IS NOT NULL))
  );
  CREATE INDEX operator_act_latest ON tpp_portal.operator_act (begun_at DESC);
  CREATE INDEX operator_act_interaction ON tpp_portal.operator_act (interaction_id);

  GRANT SELECT, INSERT, UPDATE (outcome, error, ended_at) ON tpp_portal.operator_act
    TO sandbank_tpp_portal;
`;

/** What operators did in the console. */
export class OperatorActs0011 implements MigrationInterface {
  readonly name = 'OperatorActs1763700000011';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE tpp_portal.operator_act');
  }
}
