import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: an app is told when a consent ends without it. What happened is written down by the change itself, in its
-- transaction, so that it can be neither forgotten nor told of a change that was taken back. The accounts API takes it
-- from here, once, and does nothing else to it.

CREATE TABLE consent.consent_event (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  bank           text NOT NULL,
  client_id      text NOT NULL,
  consent_id     uuid NOT NULL,
  type           text NOT NULL,
  -- Whether its authorization ended for good, or it only stands otherwise than before.
  is_revoked     boolean NOT NULL,
  happened_at    timestamptz NOT NULL,
  interaction_id uuid
);
CREATE INDEX consent_event_oldest ON consent.consent_event (happened_at);

-- What a client did itself it was answered.
CREATE FUNCTION consent.note_consent_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO consent.consent_event
    (bank, client_id, consent_id, type, is_revoked, happened_at, interaction_id)
  VALUES (NEW.bank, NEW.client_id, NEW.consent_id, NEW.type, NEW.status IN ('REVOKED', 'EXPIRED'),
    NEW.changed_at, NEW.interaction_id);
  RETURN NULL;
END $$;
CREATE TRIGGER note_event AFTER UPDATE OF status ON consent.consent FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND OLD.status IN ('AUTHORISED', 'SUSPENDED')
    AND NEW.status IN ('AUTHORISED', 'SUSPENDED', 'REVOKED', 'EXPIRED')
    AND NEW.changed_by <> 'client:' || NEW.client_id)
  EXECUTE FUNCTION consent.note_consent_event();

-- Takes the oldest away; who takes them writes down in the same transaction what becomes of them.
CREATE FUNCTION consent.take_consent_events(most integer) RETURNS SETOF consent.consent_event
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM consent.consent_event WHERE id = ANY(ARRAY(
    SELECT id FROM consent.consent_event ORDER BY happened_at LIMIT most FOR UPDATE SKIP LOCKED))
  RETURNING *
$$;

-- Who may look at an account at this moment, and under which consent.
CREATE FUNCTION consent.consents_of_account(account text, at timestamptz)
RETURNS TABLE (consent_id uuid, bank text, client_id text, type text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.consent_id, c.bank, c.client_id, c.type
  FROM consent.consent_account a JOIN consent.consent c ON c.consent_id = a.consent_id
  WHERE a.account_id = account AND c.status = 'AUTHORISED' AND (c.expires_at IS NULL OR c.expires_at > at)
$$;

REVOKE EXECUTE ON FUNCTION consent.note_consent_event(), consent.take_consent_events(integer),
  consent.consents_of_account(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consent.take_consent_events(integer), consent.consents_of_account(text, timestamptz)
  TO sandbank_resource_server;
`;

const down = `
DROP TRIGGER note_event ON consent.consent;
DROP FUNCTION consent.take_consent_events(integer), consent.consents_of_account(text, timestamptz),
  consent.note_consent_event();
DROP TABLE consent.consent_event;
`;

/** What happened to consents without their clients, until the accounts API takes it up to tell them. */
export class ConsentEvents0012 implements MigrationInterface {
  readonly name = 'ConsentEvents1763750000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
