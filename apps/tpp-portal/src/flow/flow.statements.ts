import { statement } from '@sandbank/platform';

/** More would be noise: a page view costs two to four hops. */
export const hopsMax = 200;
export const flowsPerSessionMax = 50;
export const answerWithinSeconds = 1800;

export const insertFlow = statement(
  'tpp_portal.flow_insert',
  `WITH old AS (
     DELETE FROM tpp_portal.flow WHERE flow_id IN (
       SELECT flow_id FROM tpp_portal.flow WHERE session_key = $2
       ORDER BY started_at DESC OFFSET ${flowsPerSessionMax - 1}))
   INSERT INTO tpp_portal.flow
     (flow_id, session_key, bank, status, state_digest, sealed_secrets, started_at)
   VALUES ($1, $2, $3, 'started', $4, $5, $6)`,
);
export const setRedirected = statement(
  'tpp_portal.flow_redirected',
  `UPDATE tpp_portal.flow SET status = 'redirected' WHERE flow_id = $1 AND status = 'started'`,
);
// One state, one browser, one use: a second callback finds nothing (RFC 9700 2.1).
export const claimReturn = statement(
  'tpp_portal.flow_returned',
  `UPDATE tpp_portal.flow AS f SET status = 'returned', sealed_secrets = NULL
   FROM (SELECT flow_id, sealed_secrets FROM tpp_portal.flow
         WHERE state_digest = $1 AND session_key = $2 FOR UPDATE) AS before
   WHERE f.flow_id = before.flow_id AND f.status = 'redirected' AND f.started_at > $3
   RETURNING f.flow_id, f.bank, before.sealed_secrets`,
);
export const endFlow = statement(
  'tpp_portal.flow_end',
  `UPDATE tpp_portal.flow SET status = $2, ended_at = $3, sealed_secrets = NULL,
     error = $4, error_description = $5, interaction_id = $6
   WHERE flow_id = $1 AND ended_at IS NULL`,
);
export const appendHop = statement(
  'tpp_portal.flow_hop_append',
  `WITH numbered AS (
     UPDATE tpp_portal.flow SET hop_count = hop_count + 1
     WHERE flow_id = $1 AND hop_count < ${hopsMax} RETURNING hop_count)
   INSERT INTO tpp_portal.flow_hop (flow_id, hop_number, hop)
   SELECT $1, hop_count, $2 FROM numbered RETURNING hop_number`,
);
export const amendHop = statement(
  'tpp_portal.flow_hop_amend',
  `UPDATE tpp_portal.flow_hop SET amendment = amendment || $3 WHERE flow_id = $1 AND hop_number = $2`,
);
