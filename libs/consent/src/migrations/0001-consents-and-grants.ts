import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
-- Why: a token proves who may call; these tables say what a person agreed to. A grant is what a client
-- holds from a customer, a consent is one thing that was agreed, and they live and end apart. What was
-- consented never changes, no state is left but along the arrows below, and no change goes without its
-- line in the history: all three are kept here, below any program that could forget them.

CREATE TABLE consent."grant" (
  grant_id    uuid PRIMARY KEY,
  bank        text NOT NULL,
  client_id   text NOT NULL,
  customer_id uuid NOT NULL,
  status      text NOT NULL,
  scopes      text[] NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  updated_by  text NOT NULL,
  claim_by    timestamptz NOT NULL,
  claimed_at  timestamptz,
  expires_at  timestamptz,
  CONSTRAINT grant_status CHECK (status IN ('UNCLAIMED', 'ACTIVE', 'REVOKED', 'EXPIRED')),
  CONSTRAINT grant_updated_by CHECK (updated_by IN ('client', 'authorization_server')),
  CONSTRAINT grant_claimed CHECK (status <> 'ACTIVE' OR claimed_at IS NOT NULL)
);
CREATE INDEX grant_of_customer ON consent."grant" (customer_id);
CREATE INDEX grant_unclaimed ON consent."grant" (claim_by) WHERE status = 'UNCLAIMED';

CREATE TABLE consent.consent (
  consent_id     uuid PRIMARY KEY,
  bank           text NOT NULL,
  client_id      text NOT NULL,
  type           text NOT NULL,
  requested      jsonb NOT NULL,
  authorise_by   timestamptz NOT NULL,
  created_at     timestamptz NOT NULL,
  grant_id       uuid CONSTRAINT consent_grant REFERENCES consent."grant",
  customer_id    uuid,
  granted        jsonb,
  expires_at     timestamptz,
  status         text NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  changed_at     timestamptz NOT NULL,
  changed_by     text NOT NULL,
  surface        text NOT NULL,
  reason         text,
  interaction_id uuid,
  CONSTRAINT consent_status CHECK (status IN ('AWAITING_AUTHORISATION', 'AUTHORISED', 'SUSPENDED',
    'REVOKED', 'EXPIRED', 'CONSUMED', 'REJECTED')),
  CONSTRAINT consent_granted CHECK (
    num_nonnulls(grant_id, customer_id, granted)
      = CASE WHEN status IN ('AWAITING_AUTHORISATION', 'REJECTED') THEN 0 ELSE 3 END)
);
CREATE INDEX consent_of_grant ON consent.consent (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX consent_of_customer ON consent.consent (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX consent_awaiting ON consent.consent (authorise_by) WHERE status = 'AWAITING_AUTHORISATION';
CREATE INDEX consent_expiring ON consent.consent (expires_at) WHERE status = 'AUTHORISED';

CREATE TABLE consent.consent_account (
  consent_id uuid NOT NULL CONSTRAINT consent_account_consent REFERENCES consent.consent,
  account_id text NOT NULL,
  CONSTRAINT consent_account_pkey PRIMARY KEY (consent_id, account_id),
  CONSTRAINT consent_account_id CHECK (length(account_id) BETWEEN 1 AND 40)
);
CREATE INDEX consent_account_of_account ON consent.consent_account (account_id);

CREATE TABLE consent.consent_history (
  consent_id     uuid NOT NULL CONSTRAINT consent_history_consent REFERENCES consent.consent,
  version        integer NOT NULL,
  from_status    text,
  to_status      text NOT NULL,
  changed_at     timestamptz NOT NULL,
  changed_by     text NOT NULL,
  surface        text NOT NULL,
  reason         text,
  interaction_id uuid,
  CONSTRAINT consent_history_pkey PRIMARY KEY (consent_id, version)
);

-- What is consented is written once; a state is left only along an arrow. Each change counts one up,
-- so that the history has no gap and two changes can never claim the same place in it.
CREATE FUNCTION consent.guard_consent() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (NEW.consent_id, NEW.bank, NEW.client_id, NEW.type, NEW.requested, NEW.authorise_by, NEW.created_at)
    IS DISTINCT FROM
     (OLD.consent_id, OLD.bank, OLD.client_id, OLD.type, OLD.requested, OLD.authorise_by, OLD.created_at)
  OR (OLD.granted IS NOT NULL AND (NEW.granted, NEW.grant_id, NEW.customer_id, NEW.expires_at)
    IS DISTINCT FROM (OLD.granted, OLD.grant_id, OLD.customer_id, OLD.expires_at)) THEN
    RAISE EXCEPTION 'what was consented cannot change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (OLD.status || ' ' || NEW.status) NOT IN (
    'AWAITING_AUTHORISATION AUTHORISED', 'AWAITING_AUTHORISATION REJECTED',
    'AUTHORISED CONSUMED', 'AUTHORISED REVOKED', 'AUTHORISED EXPIRED', 'AUTHORISED SUSPENDED',
    'SUSPENDED AUTHORISED', 'SUSPENDED REVOKED') THEN
    RAISE EXCEPTION 'a consent cannot go from % to %', OLD.status, NEW.status
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON consent.consent
  FOR EACH ROW EXECUTE FUNCTION consent.guard_consent();

-- Runs with the owner's rights: no app's own role may write the history or the accounts by itself.
CREATE FUNCTION consent.record_consent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO consent.consent_history
    (consent_id, version, from_status, to_status, changed_at, changed_by, surface, reason, interaction_id)
  VALUES (NEW.consent_id, NEW.version, CASE TG_OP WHEN 'UPDATE' THEN OLD.status END, NEW.status,
    NEW.changed_at, NEW.changed_by, NEW.surface, NEW.reason, NEW.interaction_id);
  IF TG_OP = 'UPDATE' AND OLD.granted IS NULL AND NEW.granted IS NOT NULL THEN
    INSERT INTO consent.consent_account (consent_id, account_id)
    SELECT NEW.consent_id, jsonb_array_elements_text(NEW.granted -> 'AccountIds');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER record AFTER INSERT OR UPDATE ON consent.consent
  FOR EACH ROW EXECUTE FUNCTION consent.record_consent();

-- A consent begins unanswered, whoever writes it.
CREATE FUNCTION consent.begin_consent() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.status <> 'AWAITING_AUTHORISATION' OR NEW.granted IS NOT NULL OR NEW.version <> 1 THEN
    RAISE EXCEPTION 'a consent begins unanswered' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER begin BEFORE INSERT ON consent.consent
  FOR EACH ROW EXECUTE FUNCTION consent.begin_consent();

CREATE FUNCTION consent.guard_grant() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (NEW.grant_id, NEW.bank, NEW.client_id, NEW.customer_id, NEW.created_at)
    IS DISTINCT FROM (OLD.grant_id, OLD.bank, OLD.client_id, OLD.customer_id, OLD.created_at) THEN
    RAISE EXCEPTION 'a grant keeps its parties' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status || ' ' || NEW.status) NOT IN (
    'UNCLAIMED ACTIVE', 'UNCLAIMED REVOKED', 'UNCLAIMED EXPIRED', 'ACTIVE REVOKED', 'ACTIVE EXPIRED') THEN
    RAISE EXCEPTION 'a grant cannot go from % to %', OLD.status, NEW.status
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON consent."grant"
  FOR EACH ROW EXECUTE FUNCTION consent.guard_grant();

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA consent FROM PUBLIC;
GRANT SELECT, INSERT ON consent."grant", consent.consent TO sandbank_authorization_server;
GRANT UPDATE (status, scopes, updated_at, updated_by, claimed_at, expires_at)
  ON consent."grant" TO sandbank_authorization_server;
GRANT UPDATE (grant_id, customer_id, granted, expires_at, status, changed_at, changed_by, surface,
  reason, interaction_id) ON consent.consent TO sandbank_authorization_server;
GRANT SELECT ON consent.consent_account, consent.consent_history TO sandbank_authorization_server;
GRANT SELECT ON consent."grant", consent.consent, consent.consent_account, consent.consent_history
  TO sandbank_resource_server;
`;

const down = `
DROP TABLE consent.consent_history, consent.consent_account, consent.consent, consent."grant";
DROP FUNCTION consent.guard_consent(), consent.record_consent(), consent.begin_consent(),
  consent.guard_grant();
`;

/** Grants, consents, their accounts and their history, with the guards that keep them honest. */
export class ConsentsAndGrants0001 implements MigrationInterface {
  readonly name = 'ConsentsAndGrants1763750000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
