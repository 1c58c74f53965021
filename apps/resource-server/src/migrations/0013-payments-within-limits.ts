import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an app that pays by itself keeps within limits because the database lets it do nothing else. What was spent in
// each period of a consent is one row, raised by the statement that places a payment; a payment that is rejected later
// takes its sum out of the same rows again.
const usage = `
-- What an order under such a consent says of its one payment (OBDomesticVRPInstruction).
ALTER TABLE resource_server.payment ADD COLUMN instruction jsonb,
  ADD CONSTRAINT payment_instruction CHECK ((kind = 'domestic-vrp') = (instruction IS NOT NULL));

-- The limit is that of the token which paid last: a narrower token finds what all of them have spent.
CREATE TABLE resource_server.vrp_period_usage (
  consent_id uuid NOT NULL,
  period_type text NOT NULL CHECK (period_type IN ('Day', 'Week', 'Fortnight', 'Month', 'Half-year', 'Year')),
  period_alignment text NOT NULL CHECK (period_alignment IN ('Consent', 'Calendar')),
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  spent_minor bigint NOT NULL CONSTRAINT vrp_period_spent CHECK (spent_minor >= 0),
  limit_minor bigint,
  PRIMARY KEY (consent_id, period_type, period_alignment, starts_at),
  CONSTRAINT vrp_period_span CHECK (starts_at < ends_at),
  CONSTRAINT vrp_period_within_limit CHECK (spent_minor <= limit_minor)
);
GRANT SELECT, INSERT, UPDATE (spent_minor, limit_minor) ON resource_server.vrp_period_usage
  TO sandbank_resource_server;

-- Whoever touches these rows has locked the balance of the account that pays before, so that nobody waits in a circle.
CREATE FUNCTION resource_server.give_back_to_periods() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = resource_server, pg_temp AS $$
BEGIN
  PERFORM 1 FROM vrp_period_usage u
    WHERE u.consent_id = NEW.consent_id AND u.starts_at <= NEW.created_at AND u.ends_at > NEW.created_at
    ORDER BY u.period_type, u.period_alignment FOR NO KEY UPDATE;
  UPDATE vrp_period_usage u SET spent_minor = u.spent_minor - NEW.amount_minor
    WHERE u.consent_id = NEW.consent_id AND u.starts_at <= NEW.created_at AND u.ends_at > NEW.created_at;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_given_back BEFORE UPDATE ON resource_server.payment
  FOR EACH ROW WHEN (NEW.kind = 'domestic-vrp' AND NEW.status IN ('RJCT', 'CANC') AND OLD.status <> NEW.status)
  EXECUTE FUNCTION resource_server.give_back_to_periods();
REVOKE EXECUTE ON FUNCTION resource_server.give_back_to_periods() FROM PUBLIC;
`;

/** What was spent in each period of a consent to payments within limits. */
export class PaymentsWithinLimits1763750000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(usage);
  }

  async down(): Promise<void> {
    throw new Error('payments are never taken back: migrations go forward only');
  }
}
