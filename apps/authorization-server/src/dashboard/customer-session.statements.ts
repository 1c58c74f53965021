import { statement } from '@sandbank/platform';

export const insertSession = statement(
  'customer_session.insert',
  `INSERT INTO authorization_server.customer_session (id, digest, bank, customer_id, idle_until, ends_at)
   VALUES ($1, $2, $3, $4, $5, $5)`,
);

// A code that was accepted a moment ago may come again from a double click: its answer has not arrived yet.
export const findSignIn = statement(
  'customer_session.find_sign_in',
  `SELECT s.id, s.authenticated_at, c.username, c.phone, c.fixed_code
   FROM authorization_server.customer_session s
   JOIN authorization_server.customer c ON c.id = s.customer_id
   WHERE s.bank = $2 AND s.ends_at > $4
     AND ((s.digest = $1 AND s.authenticated_at IS NULL) OR (s.digest = $3 AND s.authenticated_at > $5))`,
);

export const acceptCode = statement(
  'customer_session.accept_code',
  `UPDATE authorization_server.customer_session
   SET digest = $2, authenticated_at = $3, idle_until = $4, ends_at = $5
   WHERE id = $1 AND authenticated_at IS NULL AND code_failures < $6
   RETURNING 1`,
);

export const refuseCode = statement(
  'customer_session.refuse_code',
  `UPDATE authorization_server.customer_session SET code_failures = code_failures + 1
   WHERE id = $1 AND authenticated_at IS NULL RETURNING code_failures AS failures`,
);

// Each look puts the idle end off, and never beyond the absolute one. One round trip.
export const openSession = statement(
  'customer_session.open',
  `UPDATE authorization_server.customer_session s SET idle_until = least($4::timestamptz, s.ends_at)
   FROM authorization_server.customer c
   WHERE s.digest = $1 AND s.bank = $2 AND s.authenticated_at IS NOT NULL
     AND s.idle_until > $3 AND s.ends_at > $3 AND c.id = s.customer_id AND c.bank = s.bank
   RETURNING s.id, s.idle_until, c.id AS customer_id, c.name`,
);

export const endSession = statement(
  'customer_session.end',
  `DELETE FROM authorization_server.customer_session WHERE id = $1`,
);

export const removeEnded = statement(
  'customer_session.remove_ended',
  `DELETE FROM authorization_server.customer_session WHERE id = ANY(ARRAY(
     SELECT id FROM authorization_server.customer_session WHERE ends_at < $1
     ORDER BY ends_at LIMIT 1000 FOR UPDATE SKIP LOCKED)) RETURNING 1`,
);
