import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: an order that the bank carries out on a later day uses its consent up as a payment does, but nothing is paid yet.
-- The record must not say so; that is all in which this function differs.
CREATE FUNCTION consent.consume_order(consent uuid, at timestamptz, interaction uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE consent.consent c SET status = 'CONSUMED', changed_at = at, changed_by = 'client:' || c.client_id,
    surface = 'payments-api', reason = 'its order was placed', interaction_id = interaction
  FROM consent."grant" g
  WHERE c.consent_id = consent AND c.single_use
    AND c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at)
    AND g.grant_id = c.grant_id AND g.status = 'ACTIVE' AND (g.expires_at IS NULL OR g.expires_at > at);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'consent % stands for no order now', consent
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'consent_single_use';
  END IF;
  RETURN consent;
END $$;
REVOKE EXECUTE ON FUNCTION consent.consume_order(uuid, timestamptz, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consent.consume_order(uuid, timestamptz, uuid) TO sandbank_resource_server;
`;

const down = `DROP FUNCTION consent.consume_order(uuid, timestamptz, uuid);`;

/** The consent of an order that is carried out later, used up by the order. */
export class OrderedConsents0010 implements MigrationInterface {
  readonly name = 'OrderedConsents1763750000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
