import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: a consent to payments within limits is not used up by a payment, but it must stand at the moment of each. Who
-- books one holds the consent and its grant still until the payment is written: a stop comes wholly before it or wholly
-- after. The resource server, which may change no consent, gets one function that looks and holds.
CREATE FUNCTION consent.stand_for_payment(consent uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM 1 FROM consent.consent c JOIN consent."grant" g ON g.grant_id = c.grant_id
  WHERE c.consent_id = consent AND NOT c.single_use
    AND c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at)
    AND (c.reauthenticate_by IS NULL OR c.reauthenticate_by > at)
    AND g.status = 'ACTIVE' AND (g.expires_at IS NULL OR g.expires_at > at)
  FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'consent % stands for no payment now', consent
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'consent_stands';
  END IF;
  RETURN consent;
END $$;

REVOKE EXECUTE ON FUNCTION consent.stand_for_payment(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consent.stand_for_payment(uuid, timestamptz) TO sandbank_resource_server;
`;

/** A consent that is used again and again stands still while a payment under it is booked. */
export class PaymentsWithinLimits0011 implements MigrationInterface {
  readonly name = 'PaymentsWithinLimits1763750000011';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION consent.stand_for_payment(uuid, timestamptz)');
  }
}
