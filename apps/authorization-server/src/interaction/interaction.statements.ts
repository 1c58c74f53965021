import { statement } from '@sandbank/platform';
import { pushedRequestColumns } from '../authorization/pushed-request.js';

export const insertInteraction = statement(
  'interaction.insert',
  `INSERT INTO authorization_server.interaction
     (id, bank, client_id, request_slot, request_reference, browser_digest, stage, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, 'login', $7)`,
);

// The digest of the browser's secret is part of the key: another browser finds nothing.
export const findInteraction = statement(
  'interaction.find',
  `SELECT i.id, i.stage, i.authenticated_at, i.expires_at, i.decision, i.decided_at,
     c.id AS customer_id, c.username, c.name, c.phone, c.fixed_code, ${pushedRequestColumns('p')}
   FROM authorization_server.interaction i
   JOIN authorization_server.pushed_request p
     ON p.slot = i.request_slot AND p.reference = i.request_reference
   LEFT JOIN authorization_server.customer c ON c.id = i.customer_id
   WHERE i.id = $1 AND i.bank = $2 AND i.browser_digest = $3`,
);

// A form sent twice by a double click is accepted twice, as long as it says the same.
export const passwordAccepted = statement(
  'interaction.password_accepted',
  `UPDATE authorization_server.interaction SET stage = 'code', customer_id = $2, browser_digest = $3
   WHERE id = $1 AND password_failures < $4
     AND (stage = 'login' OR (stage = 'code' AND customer_id = $2 AND browser_digest = $3)) RETURNING 1`,
);

export const passwordRefused = statement(
  'interaction.password_refused',
  `UPDATE authorization_server.interaction SET password_failures = password_failures + 1
   WHERE id = $1 AND stage IN ('login', 'code') RETURNING password_failures AS failures`,
);

export const codeAccepted = statement(
  'interaction.code_accepted',
  `UPDATE authorization_server.interaction SET stage = 'consent', authenticated_at = $2
   WHERE id = $1 AND code_failures < $3 AND stage IN ('code', 'consent') RETURNING 1`,
);

export const codeRefused = statement(
  'interaction.code_refused',
  `UPDATE authorization_server.interaction SET code_failures = code_failures + 1
   WHERE id = $1 AND stage = 'code' RETURNING code_failures AS failures`,
);

// The time of the old sign-in stays, so that the page can say why it is asked for again.
export const signInAgain = statement(
  'interaction.sign_in_again',
  `UPDATE authorization_server.interaction SET stage = 'login', customer_id = NULL
   WHERE id = $1 AND stage = 'consent'`,
);

// The one place where a request is used up: of two decisions, in two tabs or two processes, one wins, and none comes
// from another browser than the request's own.
export const complete = statement(
  'interaction.complete',
  `WITH request AS (
     UPDATE authorization_server.pushed_request SET consumed_at = $4
     WHERE slot = $2 AND reference = $3 AND consumed_at IS NULL AND interaction_id = $1 RETURNING 1)
   UPDATE authorization_server.interaction SET stage = 'completed', decision = $5, decided_at = $4
   WHERE id = $1 AND stage <> 'completed' AND EXISTS (SELECT FROM request) RETURNING 1`,
);

export const removeExpired = statement(
  'interaction.remove_expired',
  `DELETE FROM authorization_server.interaction WHERE id IN (
     SELECT id FROM authorization_server.interaction WHERE expires_at < $1
     ORDER BY expires_at LIMIT 1000) RETURNING 1`,
);
