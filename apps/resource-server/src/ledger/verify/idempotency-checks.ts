import type { LedgerCheck } from './book-checks.js';

/** What was asked under an idempotency key must be there. */
export const idempotencyChecks = [
  {
    name: 'idempotency keys stand for something',
    sql: `SELECT format('the key %s of client %s at %s stands for %s, which is not there', r.key, r.client_id,
        r.endpoint, r.resource_id) AS fault
      FROM resource_server.idempotency_record r
      WHERE NOT EXISTS (SELECT 1 FROM resource_server.payment p WHERE p.id = r.resource_id)
        AND NOT EXISTS (SELECT 1 FROM resource_server.payment_order o WHERE o.id = r.resource_id)
        AND NOT EXISTS (SELECT 1 FROM consent.consent c WHERE c.consent_id = r.resource_id)`,
  },
] as const satisfies readonly LedgerCheck[];
