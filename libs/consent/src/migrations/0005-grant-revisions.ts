import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: through Grant Management a grant is approved again and again: more is added to it, or all of it is replaced. Each
-- approval counts its revision one up. Codes and refresh tokens carry the revision that they came of, so that a new
-- approval ends them all by one number, also those that another statement is just about to write.

ALTER TABLE consent."grant"
  ADD COLUMN revision integer NOT NULL DEFAULT 1,
  -- What was asked by the parameter claims and agreed to (OpenID Connect Core 5.5).
  ADD COLUMN claims jsonb,
  -- The act behind the present state, as consents have it.
  ADD COLUMN changed_by text NOT NULL DEFAULT 'authorization-server',
  ADD COLUMN surface text NOT NULL DEFAULT 'token',
  ADD COLUMN reason text,
  ADD COLUMN interaction_id uuid;
GRANT UPDATE (revision, claims, changed_by, surface, reason, interaction_id)
  ON consent."grant" TO sandbank_authorization_server;

CREATE FUNCTION consent.guard_revision() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.revision = OLD.revision THEN
    IF (NEW.scopes, NEW.claims) IS DISTINCT FROM (OLD.scopes, OLD.claims) THEN
      RAISE EXCEPTION 'a grant changes by an approval alone' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF NEW.revision <> OLD.revision + 1 OR OLD.status <> 'ACTIVE' THEN
    RAISE EXCEPTION 'an approval makes the next revision of a living grant'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_revision BEFORE UPDATE ON consent."grant"
  FOR EACH ROW EXECUTE FUNCTION consent.guard_revision();

-- A grant that ends takes its consents along, whoever ends it. In here the table is read anew: a consent that was added
-- while the statement waited for the grant is seen too. What the clock has ended stays expired.
CREATE FUNCTION consent.end_consents() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM consent.consent c
  WHERE c.grant_id = NEW.grant_id AND c.status IN ('AUTHORISED', 'SUSPENDED')
  ORDER BY c.consent_id FOR UPDATE;
  UPDATE consent.consent c SET status = NEW.status, changed_at = NEW.updated_at,
    changed_by = NEW.changed_by, surface = NEW.surface, reason = NEW.reason,
    interaction_id = NEW.interaction_id
  WHERE c.grant_id = NEW.grant_id
    AND (c.status = 'AUTHORISED' OR (c.status = 'SUSPENDED' AND NEW.status = 'REVOKED'))
    -- What the clock has ended before stays expired, as everybody was told; the sweeper writes it down.
    AND (NEW.status = 'EXPIRED' OR c.status = 'SUSPENDED' OR c.expires_at IS NULL OR c.expires_at > NEW.updated_at);
  RETURN NULL;
END $$;
CREATE TRIGGER end_consents AFTER UPDATE OF status ON consent."grant"
  FOR EACH ROW WHEN (OLD.status <> NEW.status AND NEW.status IN ('REVOKED', 'EXPIRED'))
  EXECUTE FUNCTION consent.end_consents();

REVOKE EXECUTE ON FUNCTION consent.guard_revision(), consent.end_consents() FROM PUBLIC;
`;

const down = `
DROP TRIGGER end_consents ON consent."grant";
DROP TRIGGER guard_revision ON consent."grant";
DROP FUNCTION consent.end_consents(), consent.guard_revision();
ALTER TABLE consent."grant" DROP COLUMN revision, DROP COLUMN claims, DROP COLUMN changed_by,
  DROP COLUMN surface, DROP COLUMN reason, DROP COLUMN interaction_id;
`;

/** Grants that are approved more than once, and that take their consents along when they end. */
export class GrantRevisions0005 implements MigrationInterface {
  readonly name = 'GrantRevisions1763750000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
