import { statement } from '@sandbank/platform';
import { eventColumns } from '../event.row.js';

/**
 * Takes up what happened to consents, once: $1 how many at most, $2 per type of consent the path and the scope of its
 * resource, $3 the type of an end and $4 of any other change. Whose client does not want to hear it is not told.
 */
export const takeUpConsentEvents = statement(
  'event.take_up_consent_events',
  `WITH told AS (
     SELECT taken.*, r.path, r.scope,
       CASE WHEN taken.is_revoked THEN $3::text ELSE $4::text END AS event_type
     FROM consent.take_consent_events($1) taken
     JOIN jsonb_to_recordset($2::jsonb) AS r(type text, path text, scope text) ON r.type = taken.type)
   INSERT INTO resource_server.event
     (bank_slug, client_id, event_type, scope, resource_path, resource_id, happened_at, transaction_id)
   SELECT bank, client_id, event_type, scope, path, consent_id, happened_at,
     coalesce(interaction_id, gen_random_uuid())
   FROM told WHERE resource_server.wants_event(bank, client_id, event_type)`,
);

/**
 * Takes a turn of events for a while, so that no other process does: $1 now, $2 how many of one client, $3 subscriptions
 * that this process serves already, $4 of how many clients, $5 until when. A client that is frozen or gone is told nothing.
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
