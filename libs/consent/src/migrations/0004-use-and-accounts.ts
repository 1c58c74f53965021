import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: how often a consent may be used and how many accounts it may have follow from its type. Each consent carries
-- both from the moment it is written, so that no statement has to know any type by name.

ALTER TABLE consent.consent ADD COLUMN single_use boolean, ADD COLUMN accounts_max integer;

-- Rows written before were of two types, one of them for single payments. The guards let no consent change without
-- a transition; this is none.
ALTER TABLE consent.consent DISABLE TRIGGER USER;
UPDATE consent.consent SET single_use = (type = 'urn:sandbank:domestic-payment:v1'),
  accounts_max = CASE type WHEN 'urn:sandbank:domestic-payment:v1' THEN 1 END;
ALTER TABLE consent.consent ENABLE TRIGGER USER;

ALTER TABLE consent.consent
  ALTER COLUMN single_use SET NOT NULL,
  DROP CONSTRAINT consent_payment_account,
  ADD CONSTRAINT consent_accounts_max CHECK (accounts_max IS NULL OR granted IS NULL
    OR coalesce(jsonb_array_length(granted -> 'AccountIds'), 0) BETWEEN 1 AND accounts_max);

CREATE FUNCTION consent.keep_use_and_accounts() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (NEW.single_use, NEW.accounts_max) IS DISTINCT FROM (OLD.single_use, OLD.accounts_max) THEN
    RAISE EXCEPTION 'what was consented cannot change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_use_and_accounts BEFORE UPDATE OF single_use, accounts_max ON consent.consent
  FOR EACH ROW EXECUTE FUNCTION consent.keep_use_and_accounts();
REVOKE EXECUTE ON FUNCTION consent.keep_use_and_accounts() FROM PUBLIC;

CREATE OR REPLACE FUNCTION consent.consume_payment(consent uuid, at timestamptz, interaction uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE consent.consent c SET status = 'CONSUMED', changed_at = at, changed_by = 'client:' || c.client_id,
    surface = 'payments-api', reason = 'its payment was made', interaction_id = interaction
  FROM consent."grant" g
  WHERE c.consent_id = consent AND c.single_use
    AND c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at)
    AND g.grant_id = c.grant_id AND g.status = 'ACTIVE' AND (g.expires_at IS NULL OR g.expires_at > at);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'consent % stands for no payment now', consent
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'consent_single_use';
  END IF;
  RETURN consent;
END $$;
`;

const down = `
CREATE OR REPLACE FUNCTION consent.consume_payment(consent uuid, at timestamptz, interaction uuid) RETURNS uuid
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
DROP TRIGGER keep_use_and_accounts ON consent.consent;
DROP FUNCTION consent.keep_use_and_accounts();
ALTER TABLE consent.consent
  DROP COLUMN single_use, DROP COLUMN accounts_max,
  ADD CONSTRAINT consent_payment_account CHECK (
    type <> 'urn:sandbank:domestic-payment:v1' OR granted IS NULL
    OR jsonb_array_length(granted -> 'AccountIds') = 1);
`;

/** How often a consent may be used and how many accounts it may have, written with it. */
export class UseAndAccounts0004 implements MigrationInterface {
  readonly name = 'UseAndAccounts1763750000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
