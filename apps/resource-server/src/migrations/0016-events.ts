import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an app is told what happened to its payments, consents and accounts. What is to be told is written in the
// transaction in which it happened, by triggers, and stays until the app has it: whoever is killed in between loses nothing.
const tables = `
CREATE TABLE resource_server.event_subscription (
  id uuid PRIMARY KEY,
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  client_id text NOT NULL,
  version text NOT NULL CHECK (length(version) BETWEEN 1 AND 10),
  -- Without one the client fetches its events itself.
  callback_url text CHECK (length(callback_url) <= 2000),
  -- Without them it is told of all.
  event_types text[] CHECK (cardinality(event_types) BETWEEN 1 AND 10),
  created_at timestamptz(3) NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  CONSTRAINT event_subscription_one UNIQUE (bank_slug, client_id)
);
GRANT SELECT, INSERT, DELETE, UPDATE (version, callback_url, event_types, changed_at)
  ON resource_server.event_subscription TO sandbank_resource_server;

-- Clients that fetch events without a subscription: they are told of everything from the first time on.
CREATE TABLE resource_server.event_poller (
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  client_id text NOT NULL,
  polled_at timestamptz(3) NOT NULL,
  PRIMARY KEY (bank_slug, client_id)
);
GRANT SELECT, INSERT, DELETE, UPDATE (polled_at) ON resource_server.event_poller TO sandbank_resource_server;

-- One row for each client that is told: both the event and how far its delivery has come. It ends with the client's word
-- that it has it. The first attempt is due at once, whatever the clock of the transaction that wrote it.
CREATE TABLE resource_server.event (
  jti uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  client_id text NOT NULL,
  event_type text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('accounts', 'payments', 'fundsconfirmations')),
  -- Where the resource is, below the API: 'pisp/domestic-payments' and its id.
  resource_path text NOT NULL,
  resource_id uuid NOT NULL,
  happened_at timestamptz(3) NOT NULL,
  transaction_id uuid NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  first_attempt_at timestamptz(3),
  next_attempt_at timestamptz(3) NOT NULL DEFAULT '-infinity',
  last_failure text CHECK (length(last_failure) <= 500),
  -- Given up: it is still there to be fetched, and an operator may have it sent again.
  dead_at timestamptz(3),
  acknowledged_at timestamptz(3),
  acknowledged_by text CHECK (acknowledged_by IN ('push', 'poll')),
  CONSTRAINT event_acknowledged CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);
CREATE INDEX event_awaiting ON resource_server.event (bank_slug, client_id, happened_at, jti)
  WHERE acknowledged_at IS NULL;
CREATE INDEX event_due ON resource_server.event (bank_slug, client_id, next_attempt_at)
  WHERE acknowledged_at IS NULL AND dead_at IS NULL;
CREATE INDEX event_age ON resource_server.event (happened_at);
GRANT SELECT, INSERT, DELETE, UPDATE (attempts, first_attempt_at, next_attempt_at, last_failure, dead_at,
  acknowledged_at, acknowledged_by) ON resource_server.event TO sandbank_resource_server;
`;

const telling = `
-- A subscription says what its client wants to hear, however it gets it.
CREATE FUNCTION resource_server.wants_event(bank text, client text, type text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = resource_server, pg_temp AS $$
  SELECT coalesce(
    (SELECT s.event_types IS NULL OR wants_event.type = ANY(s.event_types) FROM event_subscription s
     WHERE s.bank_slug = wants_event.bank AND s.client_id = wants_event.client),
    EXISTS (SELECT FROM event_poller p WHERE p.bank_slug = wants_event.bank AND p.client_id = wants_event.client))
$$;

-- How a payment begins the client is answered; what becomes of it later, or of what an order pays, it is told.
CREATE FUNCTION resource_server.tell_payments() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = resource_server, pg_temp AS $$
BEGIN
  INSERT INTO event (bank_slug, client_id, event_type, scope, resource_path, resource_id, happened_at, transaction_id)
  SELECT p.bank_slug, p.client_id, 'urn:uk:org:openbanking:events:resource-update', 'payments',
    'pisp/' || p.kind || 's', coalesce(p.order_id, p.id), t.at, p.interaction_id
  FROM told t JOIN payment p ON p.id = t.payment_id
  WHERE (t.position > 1 OR p.order_id IS NOT NULL)
    AND wants_event(p.bank_slug, p.client_id, 'urn:uk:org:openbanking:events:resource-update');
  RETURN NULL;
END $$;
CREATE TRIGGER payments_told AFTER INSERT ON resource_server.payment_history
  REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION resource_server.tell_payments();

-- An account that opens or closes comes into or falls out of what a customer lets clients see.
CREATE FUNCTION resource_server.tell_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = resource_server, pg_temp AS $$
BEGIN
  INSERT INTO event (bank_slug, client_id, event_type, scope, resource_path, resource_id, happened_at, transaction_id)
  SELECT c.bank, c.client_id, 'urn:uk:org:openbanking:events:account-access-consent-linked-account-update', 'accounts',
    'aisp/account-access-consents', c.consent_id, statement_timestamp(), gen_random_uuid()
  FROM consent.consents_of_account(NEW.id::text, statement_timestamp()) c
  WHERE c.type = 'urn:sandbank:account-access:v1' AND c.bank = NEW.bank_slug
    AND wants_event(c.bank, c.client_id, 'urn:uk:org:openbanking:events:account-access-consent-linked-account-update');
  RETURN NULL;
END $$;
CREATE TRIGGER account_told AFTER UPDATE OF status ON resource_server.account
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION resource_server.tell_account();

REVOKE EXECUTE ON FUNCTION resource_server.wants_event(text, text, text), resource_server.tell_payments(),
  resource_server.tell_account() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resource_server.wants_event(text, text, text) TO sandbank_resource_server;
`;

const keys = `
-- The keys with which a bank signs what it tells apps. The last of the line has no end yet; one that signs from later on
-- is published ahead. The private half is sealed, and destroyed when the key signs no more.
CREATE TABLE resource_server.event_signing_key (
  kid text PRIMARY KEY,
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  alg text NOT NULL,
  public_jwk jsonb NOT NULL,
  sealed_private_jwk bytea,
  created_at timestamptz(3) NOT NULL,
  signs_from timestamptz(3) NOT NULL,
  retired_from timestamptz(3),
  removed_from timestamptz(3),
  compromised boolean NOT NULL DEFAULT false,
  CONSTRAINT event_signing_key_times CHECK ((retired_from IS NULL) = (removed_from IS NULL)),
  CONSTRAINT event_signing_key_private_half CHECK (sealed_private_jwk IS NOT NULL OR retired_from IS NOT NULL)
);
CREATE UNIQUE INDEX event_signing_key_last ON resource_server.event_signing_key (bank_slug)
  WHERE retired_from IS NULL;
GRANT SELECT, INSERT, UPDATE (sealed_private_jwk, retired_from, removed_from, compromised)
  ON resource_server.event_signing_key TO sandbank_resource_server;
`;

/** What clients are told, who wants to hear it, and the keys it is signed with. */
export class Events1763750000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(telling);
    await runner.query(keys);
  }

  async down(): Promise<void> {
    throw new Error('what clients were told is never taken back: migrations go forward only');
  }
}
