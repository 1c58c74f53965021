import { statement } from '@sandbank/platform';

const columns = `p.payment_id, p.bank, p.wish, p.status, p.flow_id, p.consent_id, p.sealed_tokens,
  p.access_token_expires_at, p.challenge, p.step_ups, p.receipt, p.error, p.created_at,
  f.status AS flow_status, f.error AS flow_error, f.error_description AS flow_error_description`;

const joined = 'tpp_portal.payment p LEFT JOIN tpp_portal.flow f ON f.flow_id = p.flow_id';

export const insert = statement(
  'tpp_portal.payment_insert',
  `INSERT INTO tpp_portal.payment (payment_id, session_key, bank, wish, status, created_at)
   VALUES ($1, $2, $3, $4, 'at_bank', $5)`,
);

export const find = statement(
  'tpp_portal.payment_find',
  `SELECT ${columns} FROM ${joined} WHERE p.session_key = $1 AND p.payment_id = $2`,
);

export const latest = statement(
  'tpp_portal.payment_latest',
  `SELECT ${columns} FROM ${joined} WHERE p.session_key = $1 ORDER BY p.created_at DESC LIMIT 20`,
);

export const under = statement(
  'tpp_portal.payment_under',
  `UPDATE tpp_portal.payment SET flow_id = $3 WHERE session_key = $1 AND payment_id = $2`,
);

/** The customer has allowed it: what is needed to send it. */
export const allowed = statement(
  'tpp_portal.payment_allowed',
  `UPDATE tpp_portal.payment SET status = 'ready', flow_id = $3, consent_id = $4, sealed_tokens = $5,
     access_token_expires_at = $6, error = NULL
   WHERE session_key = $1 AND payment_id = $2 AND status = 'at_bank'`,
);

export const renewed = statement(
  'tpp_portal.payment_renewed',
  `UPDATE tpp_portal.payment SET sealed_tokens = $3, access_token_expires_at = $4
   WHERE session_key = $1 AND payment_id = $2 AND status = 'ready'`,
);

/** However many tabs have sent it: the bank knows one payment, and so does this row. */
export const settled = statement(
  'tpp_portal.payment_settled',
  `UPDATE tpp_portal.payment SET status = $3, receipt = $4, error = $5, sealed_tokens = NULL, challenge = NULL
   WHERE session_key = $1 AND payment_id = $2 AND status IN ('ready', 'at_bank')`,
);

/** Whichever tab asked last knows best. */
export const progressed = statement(
  'tpp_portal.payment_progressed',
  `UPDATE tpp_portal.payment SET receipt = $3 WHERE session_key = $1 AND payment_id = $2 AND status = 'paid'`,
);

/** Nothing is lost: it can be sent again. */
export const delayed = statement(
  'tpp_portal.payment_delayed',
  `UPDATE tpp_portal.payment SET error = $3 WHERE session_key = $1 AND payment_id = $2 AND status = 'ready'`,
);

// The tokens are of no use any more; a second challenge finds no row and ends the payment.
export const challenged = statement(
  'tpp_portal.payment_challenged',
  `UPDATE tpp_portal.payment SET status = 'step_up', challenge = $3, sealed_tokens = NULL, error = NULL
   WHERE session_key = $1 AND payment_id = $2 AND status = 'ready' AND step_ups = 0 RETURNING 1`,
);

/** Takes the one further sign-in that a payment may ask for (RFC 9470 9). */
export const stepUp = statement(
  'tpp_portal.payment_step_up',
  `UPDATE tpp_portal.payment SET status = 'at_bank', step_ups = step_ups + 1
   WHERE session_key = $1 AND payment_id = $2 AND status = 'step_up' AND step_ups = 0
   RETURNING challenge`,
);
