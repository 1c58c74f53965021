import { statement } from '@sandbank/platform';

const columns = `
  c.consent_id, c.client_id, c.type, c.granted, c.status, c.authorise_by, c.expires_at,
  c.reauthenticate_by, c.changed_at,
  g.status AS grant_status, g.expires_at AS grant_expires_at, g.updated_at AS grant_updated_at,
  (SELECT min(h.changed_at) FROM consent.consent_history h
   WHERE h.consent_id = c.consent_id AND h.to_status = 'AUTHORISED') AS since`;

// The owner stands first in every question: $1 customer, $2 bank.
const owned = `
  consent.consent c JOIN consent."grant" g ON g.grant_id = c.grant_id
  WHERE c.customer_id = $1 AND c.bank = $2`;

/** Whether a consent by itself is still living; `c` is a row of the table, `now` an expression. */
export const consentLives = (c: string, now: string): string => `(${c}.status = 'SUSPENDED'
  OR (${c}.status = 'AUTHORISED' AND (${c}.expires_at IS NULL OR ${c}.expires_at > ${now})))`;

/** The same of a grant. */
export const grantLives = (
  g: string,
  now: string,
): string => `(${g}.status IN ('UNCLAIMED', 'ACTIVE')
  AND (${g}.expires_at IS NULL OR ${g}.expires_at > ${now}))`;

// What `toCustomerConsent` calls living.
const living = `(${consentLives('c', '$3')} AND ${grantLives('g', '$3')})`;

/** $3 now, $4 how many. */
export const currentConsents = statement(
  'customer_consents.current',
  `SELECT ${columns} FROM ${owned} AND ${living}
   ORDER BY c.created_at DESC, c.consent_id DESC LIMIT $4`,
);

/** $3 now, $4 the last of the page before or null, $5 how many. */
export const endedConsents = statement(
  'customer_consents.ended',
  `SELECT ${columns} FROM ${owned} AND NOT ${living}
     AND ($4::uuid IS NULL OR (c.changed_at, c.consent_id) < (
       SELECT p.changed_at, p.consent_id FROM consent.consent p
       WHERE p.consent_id = $4 AND p.customer_id = $1 AND p.bank = $2))
   ORDER BY c.changed_at DESC, c.consent_id DESC LIMIT $5`,
);

/** $3 consent; with its history as JSON. */
export const oneConsent = statement(
  'customer_consents.one',
  `SELECT ${columns},
     (SELECT jsonb_agg(jsonb_build_object('version', h.version, 'from_status', h.from_status,
        'to_status', h.to_status, 'changed_at', h.changed_at, 'changed_by', h.changed_by,
        'surface', h.surface, 'reason', h.reason) ORDER BY h.version)
      FROM consent.consent_history h WHERE h.consent_id = c.consent_id) AS history
   FROM ${owned} AND c.consent_id = $3`,
);

/** $1 customer, $2 bank, $3 now: grants that say who the customer is, and give nothing else. */
export const clientsThatKnow = statement(
  'customer_consents.clients_that_know',
  `SELECT DISTINCT g.client_id FROM consent."grant" g
   WHERE g.customer_id = $1 AND g.bank = $2 AND ${grantLives('g', '$3')} AND 'openid' = ANY(g.scopes)
     AND NOT EXISTS (
       SELECT FROM consent.consent c JOIN consent."grant" o ON o.grant_id = c.grant_id
       WHERE c.customer_id = $1 AND o.customer_id = $1 AND o.bank = $2 AND o.client_id = g.client_id
         AND ${consentLives('c', '$3')} AND ${grantLives('o', '$3')})
   ORDER BY g.client_id LIMIT 100`,
);

/** $1 customer, $2 bank, $3 now, $4 client: null where it never held anything. */
export const holdingOfClient = statement(
  'customer_consents.holding_of_client',
  `SELECT bool_or(${grantLives('g', '$3')}) AS lives FROM consent."grant" g
   WHERE g.customer_id = $1 AND g.bank = $2 AND g.client_id = $4`,
);
