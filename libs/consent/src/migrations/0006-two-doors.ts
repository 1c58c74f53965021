import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: a client may also lodge what it asks for at the resource server, before it sends its customer to the bank
-- (Open Banking's own door). That server writes consents that nobody has answered, ends those whose client gives them
-- back, and may do nothing else to any consent.

GRANT INSERT (consent_id, bank, client_id, type, single_use, accounts_max, requested, authorise_by, created_at,
    status, changed_at, changed_by, surface, reason, interaction_id)
  ON consent.consent TO sandbank_resource_server;

-- What is not answered yet is rejected, what is agreed to is revoked, and a grant in which nothing lives any more ends
-- with it. False where there is nothing to give back. The grant is locked first, as everywhere.
CREATE FUNCTION consent.withdraw_consent(consent uuid, bank text, client text, at timestamptz, interaction uuid)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  held uuid;
  actor text := 'client:' || client;
  why text := 'the app gave it back';
BEGIN
  PERFORM FROM consent."grant" g
  WHERE g.grant_id = (SELECT c.grant_id FROM consent.consent c WHERE c.consent_id = consent) FOR UPDATE;
  UPDATE consent.consent c SET
    status = CASE c.status WHEN 'AWAITING_AUTHORISATION' THEN 'REJECTED' ELSE 'REVOKED' END,
    changed_at = at, changed_by = actor, surface = 'consents-api', reason = why, interaction_id = interaction
  WHERE c.consent_id = consent AND c.bank = withdraw_consent.bank AND c.client_id = client
    AND NOT c.single_use AND (c.status = 'SUSPENDED'
      OR (c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at))
      OR (c.status = 'AWAITING_AUTHORISATION' AND c.authorise_by > at))
  RETURNING c.grant_id INTO held;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE consent."grant" g SET status = 'REVOKED', updated_at = at, updated_by = 'client',
    changed_by = actor, surface = 'consents-api', reason = why, interaction_id = interaction
  WHERE g.grant_id = held AND g.status IN ('UNCLAIMED', 'ACTIVE') AND NOT EXISTS (
    SELECT FROM consent.consent c WHERE c.grant_id = held AND (c.status = 'SUSPENDED'
      OR (c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at))));
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION consent.withdraw_consent(uuid, text, text, timestamptz, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consent.withdraw_consent(uuid, text, text, timestamptz, uuid)
  TO sandbank_resource_server;

-- Until when a consent counts without its customer signing in again; null where the bank does not insist.
ALTER TABLE consent.consent ADD COLUMN reauthenticate_by timestamptz;
CREATE INDEX consent_reauthenticating ON consent.consent (reauthenticate_by) WHERE status = 'AUTHORISED';
GRANT UPDATE (reauthenticate_by) ON consent.consent TO sandbank_authorization_server;

-- Only the customer's yes, the first or a later one, moves that moment.
CREATE FUNCTION consent.guard_reauthentication() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.reauthenticate_by IS DISTINCT FROM OLD.reauthenticate_by
    AND (NEW.status <> 'AUTHORISED' OR OLD.status NOT IN ('AWAITING_AUTHORISATION', 'SUSPENDED')) THEN
    RAISE EXCEPTION 'only an approval puts off the next sign-in' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_reauthentication BEFORE UPDATE OF reauthenticate_by ON consent.consent
  FOR EACH ROW EXECUTE FUNCTION consent.guard_reauthentication();
REVOKE EXECUTE ON FUNCTION consent.guard_reauthentication() FROM PUBLIC;
`;

const down = `
DROP TRIGGER guard_reauthentication ON consent.consent;
DROP FUNCTION consent.guard_reauthentication();
DROP INDEX consent.consent_reauthenticating;
ALTER TABLE consent.consent DROP COLUMN reauthenticate_by;
DROP FUNCTION consent.withdraw_consent(uuid, text, text, timestamptz, uuid);
REVOKE INSERT ON consent.consent FROM sandbank_resource_server;
REVOKE INSERT (consent_id, bank, client_id, type, single_use, accounts_max, requested, authorise_by, created_at,
    status, changed_at, changed_by, surface, reason, interaction_id)
  ON consent.consent FROM sandbank_resource_server;
`;

/** Consents that clients lodge and give back themselves, and until when a consent counts without a new sign-in. */
export class TwoDoors0006 implements MigrationInterface {
  readonly name = 'TwoDoors1763750000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
