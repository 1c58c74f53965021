import { statement } from '@sandbank/platform';
import { eventColumns } from '../event.row.js';

const awaiting = `e.bank_slug = $1 AND e.client_id = $2 AND e.scope = ANY($3) AND e.acknowledged_at IS NULL`;

/**
 * One poll: what the client has is marked, what it could not read is noted and stays, the oldest of the rest is answered.
 * $1 bank, $2 client, $3 scopes, $4 now, $5 acknowledged, $6 errors, $7 how many.
 */
export const pollEvents = statement(
  'event.poll',
  `WITH poller AS (
     INSERT INTO resource_server.event_poller AS known (bank_slug, client_id, polled_at) VALUES ($1, $2, $4)
     ON CONFLICT (bank_slug, client_id) DO UPDATE SET polled_at = EXCLUDED.polled_at
       WHERE known.polled_at < EXCLUDED.polled_at - interval '1 day'),
   acknowledged AS (
     UPDATE resource_server.event e SET acknowledged_at = $4, acknowledged_by = 'poll'
     WHERE ${awaiting} AND e.jti = ANY($5::uuid[])),
   refused AS (
     UPDATE resource_server.event e SET last_failure = 'refused: ' || r.err || ': ' || r.description
     FROM jsonb_to_recordset($6::jsonb) AS r(jti uuid, err text, description text)
     WHERE ${awaiting} AND e.jti = r.jti)
   SELECT ${eventColumns('e')} FROM resource_server.event e
   WHERE ${awaiting} AND e.jti <> ALL($5::uuid[])
   ORDER BY e.happened_at, e.jti LIMIT $7`,
);

/** Whether there is anything to fetch: $1 bank, $2 client, $3 scopes. */
export const eventsAwait = statement(
  'event.await',
  `SELECT EXISTS (SELECT FROM resource_server.event e WHERE ${awaiting}) AS yes`,
);
