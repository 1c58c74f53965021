import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an order is kept until its day, and a standing order for as long as it goes on. What is due next stands in the
// row itself; whoever moves the row on to the next date makes the payment of this one, in the same statement and once.
const orders = `
CREATE TABLE resource_server.payment_order (
  id uuid PRIMARY KEY,
  kind text NOT NULL CONSTRAINT payment_order_kind
    CHECK (kind IN ('domestic-scheduled-payment', 'domestic-standing-order')),
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  client_id text NOT NULL,
  consent_id uuid NOT NULL CONSTRAINT payment_order_once UNIQUE,
  customer_id uuid NOT NULL REFERENCES resource_server.customer,
  debtor_account_id uuid NOT NULL REFERENCES resource_server.account,
  initiation jsonb NOT NULL,
  risk jsonb NOT NULL,
  -- Pending until its day, or set up (ISO 20022); what became of a single payment is the payment's to say.
  status text NOT NULL CONSTRAINT payment_order_status CHECK (status IN ('PDNG', 'INCO', 'CANC')),
  reason_code text CONSTRAINT payment_order_reason CHECK (reason_code ~ '^[A-Z0-9]{4}$'),
  created_at timestamptz(3) NOT NULL,
  status_changed_at timestamptz(3) NOT NULL,
  interaction_id uuid NOT NULL,
  -- The payment that comes next: its place, its own date, when it is made, and how much it is. None where all are made.
  next_position integer NOT NULL CHECK (next_position >= 0),
  next_due_at timestamptz(3),
  next_made_at timestamptz(3),
  next_minor bigint CHECK (next_minor > 0),
  CONSTRAINT payment_order_next CHECK (num_nonnulls(next_due_at, next_made_at, next_minor) IN (0, 3)),
  CONSTRAINT payment_order_made CHECK (next_made_at >= next_due_at),
  CONSTRAINT payment_order_cancelled CHECK (status <> 'CANC' OR next_due_at IS NULL)
);
CREATE INDEX payment_order_due ON resource_server.payment_order (next_made_at) WHERE next_made_at IS NOT NULL;
CREATE INDEX payment_order_of_account ON resource_server.payment_order (debtor_account_id, id);
CREATE INDEX payment_order_of_customer ON resource_server.payment_order (customer_id, created_at DESC);
GRANT SELECT, INSERT, UPDATE (status, reason_code, status_changed_at, next_position, next_due_at, next_made_at, next_minor)
  ON resource_server.payment_order TO sandbank_resource_server;

ALTER TABLE resource_server.payment ADD CONSTRAINT payment_order
  FOREIGN KEY (order_id) REFERENCES resource_server.payment_order;

-- Which payment was made for which date: no date twice.
CREATE TABLE resource_server.order_payment (
  order_id uuid NOT NULL REFERENCES resource_server.payment_order,
  position integer NOT NULL CHECK (position >= 0),
  due_at timestamptz(3) NOT NULL,
  payment_id uuid NOT NULL CONSTRAINT order_payment_once UNIQUE REFERENCES resource_server.payment,
  PRIMARY KEY (order_id, position)
);
GRANT SELECT, INSERT ON resource_server.order_payment TO sandbank_resource_server;

-- What was ordered never changes, no date comes back, and what was called off stays so.
CREATE FUNCTION resource_server.guard_payment_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = resource_server, pg_temp AS $$
BEGIN
  IF OLD.status = 'CANC' OR NEW.next_position < OLD.next_position THEN
    RAISE EXCEPTION 'order % does not go back', OLD.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payment_order_goes_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_order_guard BEFORE UPDATE ON resource_server.payment_order
  FOR EACH ROW EXECUTE FUNCTION resource_server.guard_payment_order();
REVOKE EXECUTE ON FUNCTION resource_server.guard_payment_order() FROM PUBLIC;
`;

const placing = `
-- Places one payment of an order. What its account cannot bear is written down as received and rejected for want of
-- money, without a hold: nobody is there to be told, and the customer must be able to see what became of the date.
CREATE FUNCTION resource_server.place_order_payment(payment jsonb, at timestamptz) RETURNS SETOF resource_server.payment
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
DECLARE
  refused text;
  missed resource_server.payment := jsonb_populate_record(NULL::resource_server.payment, place_order_payment.payment);
BEGIN
  BEGIN
    RETURN QUERY SELECT * FROM place_payment(place_order_payment.payment, place_order_payment.at);
    RETURN;
  EXCEPTION WHEN check_violation THEN
    GET STACKED DIAGNOSTICS refused = CONSTRAINT_NAME;
    IF refused <> 'account_balance_within_limit' THEN RAISE; END IF;
  END;
  missed.status := 'RCVD';
  missed.created_at := place_order_payment.at;
  missed.status_changed_at := place_order_payment.at;
  missed.hold_id := NULL;
  missed.journal_id := NULL;
  missed.reason_code := NULL;
  missed.next_step_at := NULL;
  INSERT INTO resource_server.payment SELECT missed.*;
  RETURN QUERY UPDATE resource_server.payment p SET status = 'RJCT', reason_code = 'AM04'
    WHERE p.id = missed.id RETURNING p.*;
END $$;
REVOKE EXECUTE ON FUNCTION resource_server.place_order_payment(jsonb, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resource_server.place_order_payment(jsonb, timestamptz) TO sandbank_resource_server;
`;

// An order that an app placed is an order like any other: whoever sees the account's orders sees these too.
const shown = `
CREATE FUNCTION resource_server.minor_of(money jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT round((money ->> 'Amount')::numeric * 100)::bigint
$$;
REVOKE EXECUTE ON FUNCTION resource_server.minor_of(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resource_server.minor_of(jsonb) TO sandbank_resource_server;

CREATE OR REPLACE VIEW resource_server.standing_order_shown AS
  SELECT id, account_id, status_code, frequency_type, count_per_period, point_in_time, first_payment_at, first_minor,
    next_payment_at, next_minor, last_payment_at, last_minor, final_payment_at, final_minor, reference,
    creditor_name, creditor_scheme_name, creditor_identification
  FROM resource_server.standing_order
  UNION ALL
  SELECT o.id, o.debtor_account_id,
    CASE WHEN o.status = 'CANC' THEN 'CANC' WHEN o.next_due_at IS NULL THEN 'EXPI' ELSE 'ACTV' END,
    o.initiation #>> '{MandateRelatedInformation,Frequency,Type}',
    (o.initiation #>> '{MandateRelatedInformation,Frequency,CountPerPeriod}')::smallint,
    o.initiation #>> '{MandateRelatedInformation,Frequency,PointInTime}',
    (o.initiation #>> '{MandateRelatedInformation,FirstPaymentDateTime}')::timestamptz(3),
    resource_server.minor_of(o.initiation -> 'FirstPaymentAmount'),
    o.next_made_at, o.next_minor, made.created_at, made.amount_minor,
    (o.initiation #>> '{MandateRelatedInformation,FinalPaymentDateTime}')::timestamptz(3),
    CASE WHEN o.initiation #> '{MandateRelatedInformation,FinalPaymentDateTime}' IS NOT NULL
      THEN resource_server.minor_of(coalesce(o.initiation -> 'FinalPaymentAmount',
        o.initiation -> 'RecurringPaymentAmount', o.initiation -> 'FirstPaymentAmount')) END,
    o.initiation #>> '{RemittanceInformation,Unstructured,0}',
    o.initiation #>> '{CreditorAccount,Name}', o.initiation #>> '{CreditorAccount,SchemeName}',
    o.initiation #>> '{CreditorAccount,Identification}'
  FROM resource_server.payment_order o
  LEFT JOIN LATERAL (
    SELECT p.created_at, p.amount_minor FROM resource_server.order_payment m
    JOIN resource_server.payment p ON p.id = m.payment_id
    WHERE m.order_id = o.id AND p.status <> 'RJCT' ORDER BY m.position DESC LIMIT 1) made ON true
  WHERE o.kind = 'domestic-standing-order';

-- What was made, or called off, is scheduled no more.
CREATE OR REPLACE VIEW resource_server.scheduled_payment_shown AS
  SELECT id, account_id, scheduled_type, scheduled_at, amount_minor, reference, creditor_name, creditor_scheme_name,
    creditor_identification
  FROM resource_server.scheduled_payment
  UNION ALL
  SELECT o.id, o.debtor_account_id, 'Execution', o.next_due_at, o.next_minor,
    o.initiation ->> 'EndToEndIdentification', o.initiation #>> '{CreditorAccount,Name}',
    o.initiation #>> '{CreditorAccount,SchemeName}', o.initiation #>> '{CreditorAccount,Identification}'
  FROM resource_server.payment_order o
  WHERE o.kind = 'domestic-scheduled-payment' AND o.next_due_at IS NOT NULL;
`;

/** Payments on a day to come and standing orders, and what was made of them. */
export class PaymentOrders1763750000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [orders, placing, shown]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('orders of customers are never taken back: migrations go forward only');
  }
}
