import { statement, type Queryable } from '@sandbank/platform';
import { consentForms } from '../../consents/consent-forms.js';
import { eventTypes } from '../event-types.js';

const takenUpMax = 500;

const consentResources = JSON.stringify(
  consentForms.map(({ type, api, path, scope }) => ({ type, path: `${api}/${path}`, scope })),
);

/**
 * Takes up what happened to consents, once: $1 how many at most, $2 per type of consent the path and the scope of its
 * resource, $3 the type of an end and $4 of any other change. Whose client does not want to hear it is not told.
 */
const takeUp = statement(
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

/** Makes events of what happened to consents without their clients, once for each. */
export async function takeUpConsentEvents(database: Queryable): Promise<void> {
  const { consentRevoked, resourceUpdate } = eventTypes;
  await database.query(takeUp, [takenUpMax, consentResources, consentRevoked, resourceUpdate]);
}
