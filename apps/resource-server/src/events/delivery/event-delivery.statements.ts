import { statement } from '@sandbank/platform';
import { eventColumns } from '../event.row.js';

/**
 * Takes a turn of events for a while, so that no other process does: $1 now, $2 how many of one client, $3 subscriptions
 * that this process serves already, $4 how many altogether, $5 until when. A client that is frozen or gone is told nothing.
 */
export const claimEvents = statement(
  'event.claim',
  `WITH due AS (
     SELECT s.id AS subscription_id, s.callback_url, chosen.jti FROM (
       SELECT * FROM resource_server.event_subscription
       WHERE callback_url IS NOT NULL AND id <> ALL($3::uuid[])) s
     CROSS JOIN LATERAL (
       SELECT e.jti FROM resource_server.event e
       WHERE e.bank_slug = s.bank_slug AND e.client_id = s.client_id AND e.next_attempt_at <= $1
         AND e.acknowledged_at IS NULL AND e.dead_at IS NULL
       ORDER BY e.next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED) chosen
     WHERE NOT EXISTS (SELECT FROM consent.withdrawn_client w
       WHERE w.bank = s.bank_slug AND w.client_id = s.client_id)
     LIMIT $4)
   UPDATE resource_server.event e SET attempts = e.attempts + 1, next_attempt_at = $5,
     first_attempt_at = coalesce(e.first_attempt_at, $1)
   FROM due WHERE e.jti = due.jti
   RETURNING ${eventColumns('e')}, e.attempts, e.first_attempt_at, due.subscription_id, due.callback_url`,
);

/** $1 event, $2 now. */
export const eventDelivered = statement(
  'event.delivered',
  `UPDATE resource_server.event SET acknowledged_at = $2, acknowledged_by = 'push', last_failure = NULL, dead_at = NULL
   WHERE jti = $1 AND acknowledged_at IS NULL`,
);

/** $1 event, $2 its attempts, $3 what went wrong, $4 the next attempt, $5 when it was given up, if it was. */
export const eventFailed = statement(
  'event.failed',
  `UPDATE resource_server.event SET last_failure = $3, next_attempt_at = $4, dead_at = $5
   WHERE jti = $1 AND attempts = $2 AND acknowledged_at IS NULL`,
);
