import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: a consent that awaits its customer is in no grant yet. Who gave it back while it was agreed to waited for the
-- consent, and locked the grant after it: against the order of everybody else, so that one of them was turned away.
-- Here a consent that came into a grant meanwhile is let go of, and the grant locked first. It stays in that grant for good.
CREATE OR REPLACE FUNCTION consent.withdraw_consent(consent uuid, bank text, client text, at timestamptz, interaction uuid)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  held uuid;
  found_in uuid;
  actor text := 'client:' || client;
  why text := 'the app gave it back';
BEGIN
  LOOP
    SELECT c.grant_id INTO held FROM consent.consent c
    WHERE c.consent_id = consent AND c.bank = withdraw_consent.bank AND c.client_id = client;
    PERFORM FROM consent."grant" g WHERE g.grant_id = held FOR UPDATE;
    BEGIN
      SELECT c.grant_id INTO found_in FROM consent.consent c
      WHERE c.consent_id = consent AND c.bank = withdraw_consent.bank AND c.client_id = client FOR UPDATE;
      EXIT WHEN found_in IS NOT DISTINCT FROM held;
      RAISE EXCEPTION 'agreed to meanwhile' USING ERRCODE = 'lock_not_available';
    EXCEPTION WHEN lock_not_available THEN
      NULL;
    END;
  END LOOP;
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
`;

const down = `
CREATE OR REPLACE FUNCTION consent.withdraw_consent(consent uuid, bank text, client text, at timestamptz, interaction uuid)
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
`;

/** Gives a consent back in the order of locks that everybody keeps: the grant first. */
export class WithdrawalsInOrder0009 implements MigrationInterface {
  readonly name = 'WithdrawalsInOrder1763750000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
