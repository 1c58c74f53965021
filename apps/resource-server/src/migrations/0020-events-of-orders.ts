import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an order that ends before its day, or is set up later than it was given, is as much an update of its resource as
// what becomes of its payments.
const up = `
CREATE FUNCTION resource_server.tell_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = resource_server, pg_temp AS $$
BEGIN
  INSERT INTO event (bank_slug, client_id, event_type, scope, resource_path, resource_id, happened_at, transaction_id)
  SELECT NEW.bank_slug, NEW.client_id, 'urn:uk:org:openbanking:events:resource-update', 'payments',
    'pisp/' || NEW.kind || 's', NEW.id, NEW.status_changed_at, NEW.interaction_id
  WHERE wants_event(NEW.bank_slug, NEW.client_id, 'urn:uk:org:openbanking:events:resource-update');
  RETURN NULL;
END $$;
CREATE TRIGGER order_told AFTER UPDATE OF status ON resource_server.payment_order
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION resource_server.tell_order();
REVOKE EXECUTE ON FUNCTION resource_server.tell_order() FROM PUBLIC;
`;

/** What becomes of orders is told, too. */
export class EventsOfOrders1763750000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(): Promise<void> {
    throw new Error('what clients were told is never taken back: migrations go forward only');
  }
}
