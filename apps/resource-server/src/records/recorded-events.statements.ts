import { statement } from '@sandbank/platform';

/** $1 bank, $2 client, $3 how many: what it was told, the latest first. The first attempt is due at once, which is no moment. */
export const eventsOfClient = statement(
  'recorded_event.of_client',
  `SELECT jti, event_type AS type, happened_at, attempts, acknowledged_at, dead_at, last_failure,
     CASE WHEN acknowledged_at IS NULL AND dead_at IS NULL
       THEN nullif(next_attempt_at, '-infinity') END AS next_attempt_at
   FROM resource_server.event WHERE bank_slug = $1 AND client_id = $2
   ORDER BY happened_at DESC, jti DESC LIMIT $3`,
);

/**
 * $1 event, $2 bank, $3 client, $4 type, $5 scope, $6 path of its resource, $7 the resource or null for the subscription
 * itself, $8 now, $9 interaction. Nothing where the client asks for no events of that type, or had many a moment ago.
 */
export const fireEvent = statement(
  'recorded_event.fire',
  `INSERT INTO resource_server.event
     (jti, bank_slug, client_id, event_type, scope, resource_path, resource_id, happened_at, transaction_id)
   SELECT $1, $2::text, $3::text, $4::text, $5, $6, coalesce($7::uuid, s.id), $8::timestamptz, $9
   FROM resource_server.event_subscription s
   WHERE s.bank_slug = $2 AND s.client_id = $3
     AND ($7::uuid IS NULL OR resource_server.wants_event($2, $3, $4))
     AND (SELECT count(*) FROM resource_server.event e WHERE e.bank_slug = $2 AND e.client_id = $3
       AND e.happened_at > $8::timestamptz - interval '1 minute') < 60
   RETURNING jti`,
);
