import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: whoever changes a consent or a grant cannot forget to tell, and cannot tell anything else: the record is written
-- by the change itself, in its transaction. What a person agreed to goes where it can be erased.

CREATE FUNCTION consent.tell_consent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM audit.append(NEW.bank, 'consent.changed', NEW.changed_at,
    jsonb_build_object('consent_id', NEW.consent_id, 'grant_id', NEW.grant_id, 'client', NEW.client_id,
      'type', NEW.type, 'version', NEW.version, 'from', CASE TG_OP WHEN 'UPDATE' THEN OLD.status END,
      'to', NEW.status,
      -- Which customer is said apart.
      'by', CASE WHEN NEW.changed_by LIKE 'customer:%' THEN 'customer' ELSE NEW.changed_by END,
      'surface', NEW.surface, 'reason', NEW.reason, 'interaction_id', NEW.interaction_id),
    NEW.customer_id,
    CASE WHEN TG_OP = 'UPDATE' AND OLD.granted IS NULL AND NEW.granted IS NOT NULL
      THEN jsonb_build_object('details', NEW.granted) END);
  RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER INSERT OR UPDATE ON consent.consent
  FOR EACH ROW EXECUTE FUNCTION consent.tell_consent();

CREATE FUNCTION consent.tell_grant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.status, NEW.scopes, NEW.revision, NEW.expires_at)
    IS NOT DISTINCT FROM (OLD.status, OLD.scopes, OLD.revision, OLD.expires_at) THEN
    RETURN NULL;
  END IF;
  PERFORM audit.append(NEW.bank, 'grant.changed', NEW.updated_at,
    jsonb_build_object('grant_id', NEW.grant_id, 'client', NEW.client_id, 'revision', NEW.revision,
      'from', CASE TG_OP WHEN 'UPDATE' THEN OLD.status END, 'to', NEW.status,
      'scope', array_to_string(NEW.scopes, ' '),
      'by', CASE WHEN NEW.changed_by LIKE 'customer:%' THEN 'customer' ELSE NEW.changed_by END,
      'surface', NEW.surface, 'reason', NEW.reason, 'interaction_id', NEW.interaction_id),
    NEW.customer_id);
  RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER INSERT OR UPDATE ON consent."grant"
  FOR EACH ROW EXECUTE FUNCTION consent.tell_grant();

REVOKE EXECUTE ON FUNCTION consent.tell_consent(), consent.tell_grant() FROM PUBLIC;
`;

const down = `
DROP TRIGGER tell ON consent."grant";
DROP TRIGGER tell ON consent.consent;
DROP FUNCTION consent.tell_consent(), consent.tell_grant();
`;

/** Every step of a consent and of a grant in the governance record. Needs the schema `audit`. */
export class GovernanceRecord0007 implements MigrationInterface {
  readonly name = 'GovernanceRecord1763750000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
