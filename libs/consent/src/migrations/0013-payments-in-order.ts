import type { MigrationInterface, QueryRunner } from 'typeorm';

const head = `
CREATE OR REPLACE FUNCTION consent.stand_for_payment(consent uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$`;
const refused = `
  IF NOT FOUND THEN
    RAISE EXCEPTION 'consent % stands for no payment now', consent
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'consent_stands';
  END IF;`;

const up = `
-- Why: one statement that locks a consent and its grant takes the consent first. A customer who stopped the app meanwhile
-- held the grant already and waited for the consent: one of the two was turned away. The grant is held first, as by everybody
-- else; a consent stays in its grant for good.
${head}
BEGIN
  PERFORM FROM consent."grant" g
  WHERE g.grant_id = (SELECT c.grant_id FROM consent.consent c WHERE c.consent_id = consent)
    AND g.status = 'ACTIVE' AND (g.expires_at IS NULL OR g.expires_at > at)
  FOR SHARE;
  ${refused}
  -- Looked at anew: whoever was waited for may have ended it.
  PERFORM FROM consent.consent c
  WHERE c.consent_id = consent AND NOT c.single_use
    AND c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at)
    AND (c.reauthenticate_by IS NULL OR c.reauthenticate_by > at)
  FOR SHARE;
  ${refused}
  RETURN consent;
END $$;
`;

const down = `${head}
BEGIN
  PERFORM 1 FROM consent.consent c JOIN consent."grant" g ON g.grant_id = c.grant_id
  WHERE c.consent_id = consent AND NOT c.single_use
    AND c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at)
    AND (c.reauthenticate_by IS NULL OR c.reauthenticate_by > at)
    AND g.status = 'ACTIVE' AND (g.expires_at IS NULL OR g.expires_at > at)
  FOR SHARE;
  ${refused}
  RETURN consent;
END $$;
`;

/** A consent to payments within limits is held in the order of locks that everybody keeps: its grant first. */
export class PaymentsInOrder0013 implements MigrationInterface {
  readonly name = 'PaymentsInOrder1763750000013';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
