import type { Parameter } from './consent-sql.js';
import { revokeGrantCtes } from './grant-sql.js';

/**
 * A statement that ends every grant of a client, with its consents; its operands are expressions, `parameter` takes
 * `revocationOf(…)`. It answers a row `grant_id` for each grant that had not ended before.
 */
export const endGrantsOfClientSql = (
  bank: string,
  clientId: string,
  parameter: Parameter,
): string => `
  WITH held AS (
    -- In the order in which customers who stop an app at the same time lock them.
    SELECT grant_id FROM consent."grant"
    WHERE bank = ${bank} AND client_id = ${clientId} AND status IN ('UNCLAIMED', 'ACTIVE')
    ORDER BY grant_id FOR UPDATE
  ), ${revokeGrantCtes('held', parameter)}
  SELECT grant_id FROM ended_grant`;

/**
 * A statement that rejects all that a client still asks for; its operands are expressions, `parameter` takes
 * `revocationOf(…)`.
 */
export const rejectAwaitingOfClientSql = (
  bank: string,
  clientId: string,
  parameter: Parameter,
): string => `
  UPDATE consent.consent c SET status = 'REJECTED', changed_at = a.now, changed_by = a.by,
    surface = a.surface, reason = a.reason, interaction_id = a.interaction_id
  FROM jsonb_to_record(${parameter}::jsonb) AS a(now timestamptz, by text, surface text, reason text,
    interaction_id uuid)
  WHERE c.bank = ${bank} AND c.client_id = ${clientId} AND c.status = 'AWAITING_AUTHORISATION'`;
