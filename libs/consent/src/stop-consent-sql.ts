import { consentLives, grantLives } from './customer-consents.statements.js';
import { revokeGrantCtes } from './grant-sql.js';

/** Whose consent it must be: $2 is the customer who agreed, or the client that holds it. */
type Party = 'customer_id' | 'client_id';

/**
 * Locks the grant of a consent: $1 consent, $2 whose, $3 bank. Whoever stops two consents of one grant at once waits here,
 * so that the second sees what the first has ended.
 */
export const lockGrantSql = (party: Party): string => `
  SELECT g.grant_id FROM consent.consent c JOIN consent."grant" g ON g.grant_id = c.grant_id
  WHERE c.consent_id = $1 AND c.${party} = $2 AND c.bank = $3 FOR UPDATE OF g`;

/** Ends a living consent, and its grant when nothing living is left in it; the same, and $4 `revocationOf(…)`. */
export const stopConsentSql = (party: Party, condition = 'TRUE'): string => `
  WITH act AS (
    SELECT * FROM jsonb_to_record($4::jsonb) AS a(now timestamptz, by text, surface text,
      reason text, interaction_id uuid)
  ), stopped AS (
    UPDATE consent.consent c SET status = 'REVOKED', changed_at = a.now, changed_by = a.by,
      surface = a.surface, reason = a.reason, interaction_id = a.interaction_id
    FROM act a, consent."grant" g
    WHERE c.consent_id = $1 AND c.${party} = $2 AND c.bank = $3 AND g.grant_id = c.grant_id
      AND ${consentLives('c', 'a.now')} AND ${grantLives('g', 'a.now')} AND ${condition}
    RETURNING c.consent_id, c.grant_id
  ), emptied AS (
    -- With its last living consent a grant ends, and with it every code and refresh token.
    SELECT s.grant_id FROM stopped s, act a WHERE NOT EXISTS (
      SELECT FROM consent.consent o
      WHERE o.grant_id = s.grant_id AND o.consent_id <> s.consent_id
        AND ${consentLives('o', 'a.now')})
  ), ${revokeGrantCtes('emptied', '$4')}
  SELECT consent_id FROM stopped`;
