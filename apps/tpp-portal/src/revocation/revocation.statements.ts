import { statement } from '@sandbank/platform';

const claimed = 'revocation_id, session_key, bank, flow_id, sealed_tokens, requested_at, attempts';

// In one step: no moment at which the connection is gone and its tokens are forgotten unrevoked.
export const request = statement(
  'tpp_portal.revocation_request',
  `WITH gone AS (
     DELETE FROM tpp_portal.connection WHERE session_key = $2 AND bank = $3
     RETURNING flow_id, sealed_tokens)
   INSERT INTO tpp_portal.revocation
     (revocation_id, session_key, bank, flow_id, sealed_tokens, requested_at, next_attempt_at)
   SELECT $1, $2, $3, flow_id, sealed_tokens, $4, $4 FROM gone WHERE sealed_tokens IS NOT NULL`,
);
// Of several processes one tries; the next attempt is set before it, so that a crash does not lose it.
export const claimOfSession = statement(
  'tpp_portal.revocation_claim_session',
  `UPDATE tpp_portal.revocation SET attempts = attempts + 1, next_attempt_at = $3
   WHERE revocation_id IN (
     SELECT revocation_id FROM tpp_portal.revocation WHERE session_key = $1 AND bank = $2
     ORDER BY requested_at LIMIT 10 FOR UPDATE SKIP LOCKED)
   RETURNING ${claimed}`,
);
export const claimDue = statement(
  'tpp_portal.revocation_claim_due',
  `UPDATE tpp_portal.revocation SET attempts = attempts + 1, next_attempt_at = $2
   WHERE revocation_id IN (
     SELECT revocation_id FROM tpp_portal.revocation WHERE next_attempt_at <= $1
     ORDER BY next_attempt_at LIMIT 10 FOR UPDATE SKIP LOCKED)
   RETURNING ${claimed}`,
);
export const postpone = statement(
  'tpp_portal.revocation_postpone',
  'UPDATE tpp_portal.revocation SET error = $2, next_attempt_at = $3 WHERE revocation_id = $1',
);
export const done = statement(
  'tpp_portal.revocation_done',
  'DELETE FROM tpp_portal.revocation WHERE revocation_id = $1',
);
