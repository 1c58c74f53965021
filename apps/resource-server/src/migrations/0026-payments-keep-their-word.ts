import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: the server's role moves payments on by writing their status. What a status says must be true whoever writes it: a
// booked payment has left its account, and one that needs two signatures has them.
const guard = `
CREATE FUNCTION resource_server.guard_payment_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = resource_server, pg_temp AS $$
BEGIN
  IF OLD.journal_id IS NOT NULL AND NEW.journal_id IS DISTINCT FROM OLD.journal_id THEN
    RAISE EXCEPTION 'payment % is booked, once', OLD.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payment_booked_once';
  END IF;
  IF OLD.journal_id IS NULL AND NEW.journal_id IS NOT NULL AND NOT EXISTS (SELECT FROM ledger_entry e
    WHERE e.captures_hold = NEW.hold_id AND e.journal_id = NEW.journal_id) THEN
    RAISE EXCEPTION 'journal % does not book payment %', NEW.journal_id, NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_booked_by_its_journal';
  END IF;
  IF OLD.status = 'PATC' AND NEW.status NOT IN ('PATC', 'RJCT', 'CANC') AND NOT EXISTS (
    SELECT FROM payment_authorisation a WHERE a.payment_id = NEW.id AND a.status = 'AUTH') THEN
    RAISE EXCEPTION 'payment % is not signed', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_signed';
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION resource_server.guard_payment_status() FROM PUBLIC;

-- At the end of the statement, when the entries of a booking stand as well.
CREATE TRIGGER payment_status_guard AFTER UPDATE ON resource_server.payment
  FOR EACH ROW WHEN (OLD.status = 'PATC' OR NEW.journal_id IS DISTINCT FROM OLD.journal_id)
  EXECUTE FUNCTION resource_server.guard_payment_status();
`;

/** A payment is booked by the journal that captures its hold, for good, and goes on when it is signed. */
export class PaymentsKeepTheirWord1763750000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(guard);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER payment_status_guard ON resource_server.payment;
      DROP FUNCTION resource_server.guard_payment_status()`);
  }
}
