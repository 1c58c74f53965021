import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: a payment is consented to once and from one account. The resource server, which books it, must use the
-- consent up in the same statement, and may do nothing else to any consent: one function, with the owner's rights,
-- is all that it is given.

ALTER TABLE consent.consent ADD CONSTRAINT consent_payment_account CHECK (
  type <> 'urn:sandbank:domestic-payment:v1' OR granted IS NULL
  OR jsonb_array_length(granted -> 'AccountIds') = 1);

-- Of two payments under one consent the second waits for the first, and then finds nothing to use: it fails, and
-- takes everything back that its statement did.
CREATE FUNCTION consent.consume_payment(consent uuid, at timestamptz, interaction uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE consent.consent c SET status = 'CONSUMED', changed_at = at, changed_by = 'client:' || c.client_id,
    surface = 'payments-api', reason = 'its payment was made', interaction_id = interaction
  FROM consent."grant" g
  WHERE c.consent_id = consent AND c.type = 'urn:sandbank:domestic-payment:v1'
    AND c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at)
    AND g.grant_id = c.grant_id AND g.status = 'ACTIVE' AND (g.expires_at IS NULL OR g.expires_at > at);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'consent % stands for no payment now', consent
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'consent_single_use';
  END IF;
  RETURN consent;
END $$;

REVOKE EXECUTE ON FUNCTION consent.consume_payment(uuid, timestamptz, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consent.consume_payment(uuid, timestamptz, uuid) TO sandbank_resource_server;
`;

const down = `
DROP FUNCTION consent.consume_payment(uuid, timestamptz, uuid);
ALTER TABLE consent.consent DROP CONSTRAINT consent_payment_account;
`;

/** A payment's consent: one account, used up once, by the resource server through one function. */
export class PaymentConsents0003 implements MigrationInterface {
  readonly name = 'PaymentConsents1763750000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
