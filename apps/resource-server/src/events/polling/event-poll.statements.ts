import { statement } from '@sandbank/platform';
import { eventColumns } from '../event.row.js';

const awaiting = `e.bank_slug = $1 AND e.client_id = $2 AND e.scope = ANY($3) AND e.acknowledged_at IS NULL`;

/**
 * One poll: what the client has is marked, what it could not read is noted and stays, the oldest of the rest is answered.
 * What is named is locked in one order, whatever the client's: polls at once never wait for each other in a circle.
 * $1 bank, $2 client, $3 scopes, $4 now, $5 acknowledged, $6 errors, $7 how many.
 */
export const pollEvents = statement(
  'event.poll',
  `WITH poller AS (
     INSERT INTO resource_server.event_poller AS known (bank_slug, client_id, polled_at) VALUES ($1, $2, $4)
     ON CONFLICT (bank_slug, client_id) DO UPDATE SET polled_at = EXCLUDED.polled_at
       WHERE known.polled_at < EXCLUDED.polled_at - interval '1 day'),
   named AS MATERIALIZED (
     SELECT e.jti FROM resource_server.event e
     WHERE ${awaiting} AND e.jti = ANY($5::uuid[] || ARRAY(
       SELECT r.jti FROM jsonb_to_recordset($6::jsonb) AS r(jti uuid)))
     ORDER BY e.jti FOR NO KEY UPDATE),
   acknowledged AS (
     UPDATE resource_server.event e SET acknowledged_at = $4, acknowledged_by = 'poll'
     FROM named WHERE e.jti = named.jti AND named.jti = ANY($5::uuid[])),
   refused AS (
     UPDATE resource_server.event e SET last_failure = 'refused: ' || r.err || ': ' || r.description
     FROM named JOIN jsonb_to_recordset($6::jsonb) AS r(jti uuid, err text, description text)
       ON r.jti = named.jti
     WHERE e.jti = named.jti AND named.jti <> ALL($5::uuid[]))
   SELECT ${eventColumns('e')} FROM resource_server.event e
   WHERE ${awaiting} AND e.jti <> ALL($5::uuid[])
   ORDER BY e.happened_at, e.jti LIMIT $7`,
);

/** Whether there is anything to fetch: $1 bank, $2 client, $3 scopes. */
export const eventsAwait = statement(
  'event.await',
  `SELECT EXISTS (SELECT FROM resource_server.event e WHERE ${awaiting}) AS yes`,
);
