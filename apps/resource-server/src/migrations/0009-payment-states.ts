import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: a payment takes time. It is received, its money is set aside, it is checked, and only then is it booked. One
// table holds payments of every kind, so that one engine moves them all, and each status stays on record.
const table = `
-- What the bank's data foresee: how many holders must sign what the account pays, and the reason (ISO 20022) for which
-- each payment from or to it is rejected in the end.
ALTER TABLE resource_server.account
  ADD COLUMN signatories smallint NOT NULL DEFAULT 1
    CONSTRAINT account_signatories CHECK (signatories BETWEEN 1 AND 9),
  ADD COLUMN payment_fate text CONSTRAINT account_payment_fate CHECK (payment_fate ~ '^[A-Z0-9]{4}$');
GRANT UPDATE (signatories, payment_fate) ON resource_server.account TO sandbank_resource_server;

-- Both legs lie ready in 'entries'; the journal is written when they are booked. Without a next step nothing more happens.
ALTER TABLE resource_server.payment
  ADD COLUMN kind text NOT NULL DEFAULT 'domestic-payment' CONSTRAINT payment_kind CHECK (kind IN
    ('domestic-payment', 'domestic-vrp', 'domestic-scheduled-payment', 'domestic-standing-order')),
  ADD COLUMN amount_minor bigint,
  ADD COLUMN currency char(3),
  ADD COLUMN entries jsonb NOT NULL DEFAULT '[]' CONSTRAINT payment_entries CHECK (jsonb_typeof(entries) = 'array'),
  ADD COLUMN hold_id uuid CONSTRAINT payment_hold UNIQUE REFERENCES resource_server.hold,
  ADD COLUMN next_step_at timestamptz(3),
  ADD COLUMN reason_code text,
  ADD COLUMN order_id uuid,
  ALTER COLUMN journal_id DROP NOT NULL,
  DROP CONSTRAINT payment_once,
  DROP CONSTRAINT payment_status;

-- What was paid before was booked at once, without a hold.
UPDATE resource_server.payment SET currency = initiation #>> '{InstructedAmount,Currency}',
  amount_minor = round((initiation #>> '{InstructedAmount,Amount}')::numeric * 100);

ALTER TABLE resource_server.payment
  ALTER COLUMN kind DROP DEFAULT,
  ALTER COLUMN entries DROP DEFAULT,
  ALTER COLUMN amount_minor SET NOT NULL,
  ALTER COLUMN currency SET NOT NULL,
  ADD CONSTRAINT payment_amount CHECK (amount_minor > 0),
  ADD CONSTRAINT payment_status CHECK (status IN ('RCVD', 'PDNG', 'ACTC', 'PATC', 'ACCP', 'ACFC', 'ACSP', 'ACWC',
    'ACSC', 'ACWP', 'ACCC', 'BLCK', 'RJCT', 'CANC')),
  ADD CONSTRAINT payment_booked CHECK ((journal_id IS NOT NULL) = (status IN ('ACSC', 'ACCC'))),
  ADD CONSTRAINT payment_reason CHECK (status <> 'RJCT' OR reason_code ~ '^[A-Z0-9]{4}$'),
  ADD CONSTRAINT payment_over CHECK (next_step_at IS NULL OR status NOT IN ('ACCC', 'RJCT', 'CANC'));
CREATE UNIQUE INDEX payment_once ON resource_server.payment (consent_id) WHERE kind = 'domestic-payment';
CREATE INDEX payment_of_consent ON resource_server.payment (consent_id, created_at);
CREATE INDEX payment_of_order ON resource_server.payment (order_id, created_at) WHERE order_id IS NOT NULL;
CREATE INDEX payment_due ON resource_server.payment (next_step_at) WHERE next_step_at IS NOT NULL;
`;

const history = `
CREATE TABLE resource_server.payment_history (
  payment_id uuid NOT NULL REFERENCES resource_server.payment,
  position integer NOT NULL CHECK (position > 0),
  status text NOT NULL,
  at timestamptz(3) NOT NULL,
  reason_code text,
  PRIMARY KEY (payment_id, position)
);
INSERT INTO resource_server.payment_history (payment_id, position, status, at)
  SELECT id, 1, status, status_changed_at FROM resource_server.payment;
GRANT SELECT ON resource_server.payment_history TO sandbank_resource_server;

CREATE FUNCTION resource_server.record_payment_status() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
BEGIN
  INSERT INTO payment_history (payment_id, position, status, at, reason_code)
  SELECT NEW.id, 1 + coalesce(max(h.position), 0), NEW.status, NEW.status_changed_at, NEW.reason_code
  FROM payment_history h WHERE h.payment_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER payment_recorded AFTER INSERT ON resource_server.payment
  FOR EACH ROW EXECUTE FUNCTION resource_server.record_payment_status();
CREATE TRIGGER payment_change_recorded AFTER UPDATE ON resource_server.payment
  FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION resource_server.record_payment_status();

CREATE FUNCTION resource_server.keep_payment_end() RETURNS trigger
LANGUAGE plpgsql SET search_path = resource_server, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'payment % is over', OLD.id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payment_is_over';
END $$;
CREATE TRIGGER payment_end_kept BEFORE UPDATE ON resource_server.payment
  FOR EACH ROW WHEN (OLD.status IN ('ACCC', 'RJCT', 'CANC') AND NEW.status <> OLD.status)
  EXECUTE FUNCTION resource_server.keep_payment_end();
REVOKE EXECUTE ON FUNCTION resource_server.record_payment_status(), resource_server.keep_payment_end() FROM PUBLIC;
`;

// The role has no other way to add a payment: none is without its hold.
const placing = `
-- Places one payment: sets its money aside and writes it down. Members of 'payment' are named like the columns; status,
-- times and hold are set here, and without a 'next_step_at' the first step is a second away. An account that more than
-- one holder signs for leaves it waiting for them (PATC). Fails, and nothing happened, with account_balance_within_limit
-- when the account cannot bear it.
CREATE FUNCTION resource_server.place_payment(payment jsonb, at timestamptz) RETURNS SETOF resource_server.payment
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
DECLARE
  placed resource_server.payment := jsonb_populate_record(NULL::resource_server.payment, place_payment.payment);
  needed smallint;
  credited numeric;
  debited numeric;
BEGIN
  SELECT a.signatories INTO STRICT needed FROM account a WHERE a.id = placed.debtor_account_id;
  SELECT sum(e.amount_minor) FILTER (WHERE e.account_id = placed.creditor_account_id),
      sum(e.amount_minor) FILTER (WHERE e.account_id = placed.debtor_account_id) INTO credited, debited
    FROM jsonb_to_recordset(placed.entries) AS e (account_id uuid, amount_minor bigint);
  IF (credited, debited) IS DISTINCT FROM (placed.amount_minor::numeric, -placed.amount_minor::numeric) THEN
    RAISE EXCEPTION 'the entries of payment % are not its amount', placed.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_entries';
  END IF;
  placed.hold_id := placed.id;
  placed.journal_id := NULL;
  placed.reason_code := NULL;
  placed.status := CASE WHEN needed > 1 THEN 'PATC' ELSE 'RCVD' END;
  placed.next_step_at := CASE WHEN needed = 1 THEN coalesce(placed.next_step_at, at + interval '1 second') END;
  placed.created_at := at;
  placed.status_changed_at := at;
  INSERT INTO hold (id, account_id, currency, amount_minor, placed_at)
    VALUES (placed.hold_id, placed.debtor_account_id, placed.currency, placed.amount_minor, at);
  RETURN QUERY INSERT INTO resource_server.payment SELECT placed.* RETURNING *;
END $$;
REVOKE EXECUTE ON FUNCTION resource_server.place_payment(jsonb, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resource_server.place_payment(jsonb, timestamptz) TO sandbank_resource_server;
REVOKE INSERT ON resource_server.payment FROM sandbank_resource_server;
GRANT UPDATE (status, status_changed_at, journal_id, next_step_at, reason_code) ON resource_server.payment
  TO sandbank_resource_server;
`;

/** Payments of every kind, the statuses they went through, and the one way to place them. */
export class PaymentStates1763750000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
    await runner.query(history);
    await runner.query(placing);
  }

  async down(): Promise<void> {
    throw new Error('payments are never taken back: migrations go forward only');
  }
}
