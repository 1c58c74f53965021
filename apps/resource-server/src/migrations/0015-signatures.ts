import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: what leaves a shared account may need more than one of its holders. A payment that waits for them has one row
// that says how many have signed; who orders has signed by ordering, and each other holder does so once.
const tables = `
CREATE TABLE resource_server.payment_authorisation (
  payment_id uuid PRIMARY KEY REFERENCES resource_server.payment,
  status text NOT NULL CONSTRAINT payment_authorisation_status CHECK (status IN ('AWAU', 'AUTH', 'RJCT')),
  number_required smallint NOT NULL CHECK (number_required > 1),
  number_received smallint NOT NULL,
  last_update_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT payment_authorisation_received CHECK (number_received BETWEEN 0 AND number_required),
  CONSTRAINT payment_authorisation_whole CHECK ((status = 'AUTH') = (number_received = number_required))
);
CREATE INDEX payment_authorisation_open ON resource_server.payment_authorisation (expires_at)
  WHERE status = 'AWAU';
-- What waits is found by its account.
CREATE INDEX payment_unsigned ON resource_server.payment (debtor_account_id) WHERE status = 'PATC';

CREATE TABLE resource_server.payment_signature (
  payment_id uuid NOT NULL REFERENCES resource_server.payment_authorisation,
  customer_id uuid NOT NULL REFERENCES resource_server.customer,
  at timestamptz(3) NOT NULL,
  CONSTRAINT payment_signed_once PRIMARY KEY (payment_id, customer_id)
);
GRANT SELECT ON resource_server.payment_authorisation, resource_server.payment_signature
  TO sandbank_resource_server;

CREATE FUNCTION resource_server.await_signatures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
BEGIN
  INSERT INTO payment_authorisation (payment_id, status, number_required, number_received, last_update_at, expires_at)
    SELECT NEW.id, 'AWAU', a.signatories, 1, NEW.created_at, NEW.created_at + interval '24 hours'
    FROM account a WHERE a.id = NEW.debtor_account_id;
  INSERT INTO payment_signature (payment_id, customer_id, at) VALUES (NEW.id, NEW.customer_id, NEW.created_at);
  RETURN NULL;
END $$;
CREATE TRIGGER payment_awaits_signatures AFTER INSERT ON resource_server.payment
  FOR EACH ROW WHEN (NEW.status = 'PATC') EXECUTE FUNCTION resource_server.await_signatures();
`;

const decisions = `
-- The end of a payment that was not signed: its money is free again. Whoever calls it has locked the payment.
CREATE FUNCTION resource_server.reject_unsigned(rejected uuid, reason text, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
DECLARE
  p resource_server.payment;
BEGIN
  SELECT * INTO STRICT p FROM payment WHERE id = rejected;
  -- The balance before all that hangs on it, as everybody has it.
  PERFORM lock_balances(ARRAY[p.debtor_account_id]);
  UPDATE payment_authorisation SET status = 'RJCT', last_update_at = at WHERE payment_id = p.id;
  UPDATE payment SET status = 'RJCT', status_changed_at = at, reason_code = reason, next_step_at = NULL
    WHERE id = p.id;
  UPDATE hold SET outcome = 'released', ended_at = at WHERE id = p.hold_id;
END $$;

-- What a holder of the account decides about a payment that waits, once: 'signed', 'refused'; 'signed-before' when they
-- have signed it already, 'over' when it waits no more. NULL for whoever has no part in it. Of two decisions at one
-- moment the second waits for the first, and finds what it has left.
CREATE FUNCTION resource_server.decide_payment(decided uuid, holder uuid, signs boolean, at timestamptz,
  first_step interval, interaction uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
DECLARE
  p resource_server.payment;
  a resource_server.payment_authorisation;
BEGIN
  SELECT * INTO p FROM payment WHERE id = decided FOR NO KEY UPDATE;
  SELECT * INTO a FROM payment_authorisation WHERE payment_id = decided;
  IF a.payment_id IS NULL OR NOT EXISTS (SELECT 1 FROM account_holder h
    WHERE h.account_id = p.debtor_account_id AND h.customer_id = holder) THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT 1 FROM payment_signature s WHERE s.payment_id = p.id AND s.customer_id = holder) THEN
    RETURN 'signed-before';
  END IF;
  IF a.status <> 'AWAU' OR p.status <> 'PATC' OR a.expires_at <= at THEN RETURN 'over'; END IF;
  IF signs THEN
    INSERT INTO payment_signature (payment_id, customer_id, at) VALUES (p.id, holder, at);
    UPDATE payment_authorisation SET number_received = number_received + 1, last_update_at = at,
      status = CASE WHEN number_received + 1 = number_required THEN 'AUTH' ELSE 'AWAU' END
      WHERE payment_id = p.id RETURNING * INTO a;
    UPDATE payment SET status = 'ACTC', status_changed_at = at, next_step_at = at + first_step
      WHERE id = p.id AND a.status = 'AUTH';
  ELSE
    PERFORM reject_unsigned(p.id, 'DS02', at);
  END IF;
  PERFORM audit.append(p.bank_slug, 'payment.decided', at,
    jsonb_build_object('payment_id', p.id, 'consent_id', p.consent_id, 'client', p.client_id, 'kind', p.kind,
      'decision', CASE WHEN signs THEN 'signed' ELSE 'refused' END, 'surface', 'dashboard',
      'interaction_id', interaction),
    holder, jsonb_build_object('account_id', p.debtor_account_id, 'amount_minor', p.amount_minor,
      'currency', p.currency));
  RETURN CASE WHEN signs THEN 'signed' ELSE 'refused' END;
END $$;

-- Ends up to 100 payments that nobody signed in time; answers how many.
CREATE FUNCTION resource_server.lapse_unsigned(at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
DECLARE
  late uuid;
  ended integer := 0;
BEGIN
  FOR late IN SELECT p.id FROM payment_authorisation a JOIN payment p ON p.id = a.payment_id
    WHERE a.status = 'AWAU' AND a.expires_at <= at AND p.status = 'PATC'
    ORDER BY p.debtor_account_id, p.id LIMIT 100 FOR NO KEY UPDATE OF p SKIP LOCKED
  LOOP
    PERFORM reject_unsigned(late, 'DS24', at);
    ended := ended + 1;
  END LOOP;
  RETURN ended;
END $$;

-- Volatile, so that the statement that places a payment can already tell of it.
CREATE FUNCTION resource_server.signatures_of(payment uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
DECLARE
  a resource_server.payment_authorisation;
BEGIN
  SELECT * INTO a FROM payment_authorisation WHERE payment_id = payment;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN jsonb_build_object('status', a.status, 'required', a.number_required, 'received', a.number_received,
    'at', a.last_update_at, 'until', a.expires_at);
END $$;

REVOKE EXECUTE ON FUNCTION resource_server.await_signatures(), resource_server.signatures_of(uuid),
  resource_server.reject_unsigned(uuid, text, timestamptz),
  resource_server.decide_payment(uuid, uuid, boolean, timestamptz, interval, uuid),
  resource_server.lapse_unsigned(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resource_server.signatures_of(uuid),
  resource_server.decide_payment(uuid, uuid, boolean, timestamptz, interval, uuid),
  resource_server.lapse_unsigned(timestamptz) TO sandbank_resource_server;
`;

/** Payments that wait for a further holder's signature, and what becomes of them. */
export class Signatures1763750000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(decisions);
  }

  async down(): Promise<void> {
    throw new Error('payments are never taken back: migrations go forward only');
  }
}
