import { statement } from '@sandbank/platform';

export const sharedFlowsMax = 50;

const owned = 'session_key IS NOT DISTINCT FROM $1 AND application_id IS NOT DISTINCT FROM $2';

// A new one cleans up after a few that are over, so that no job is needed.
export const insertShared = statement(
  'tpp_portal.shared_flow_insert',
  `WITH gone AS (
     DELETE FROM tpp_portal.shared_flow WHERE shared_flow_id IN (
       SELECT shared_flow_id FROM tpp_portal.shared_flow
       WHERE expires_at <= $7 ORDER BY expires_at LIMIT 20))
   INSERT INTO tpp_portal.shared_flow
     (session_key, application_id, shared_flow_id, token_digest, flow, document, created_at, expires_at)
   SELECT $1, $2::uuid, $3, $4, $5, $6, $7, $8
   WHERE (SELECT count(*) FROM tpp_portal.shared_flow WHERE ${owned} AND expires_at > $7)
     < ${sharedFlowsMax}
   RETURNING shared_flow_id`,
);
export const findShared = statement(
  'tpp_portal.shared_flow_find',
  `SELECT document, created_at, expires_at FROM tpp_portal.shared_flow
   WHERE token_digest = $1 AND expires_at > $2`,
);
export const listShared = statement(
  'tpp_portal.shared_flow_list',
  `SELECT shared_flow_id, created_at, expires_at FROM tpp_portal.shared_flow
   WHERE ${owned} AND flow = $3 AND expires_at > $4 ORDER BY created_at DESC`,
);
export const withdrawShared = statement(
  'tpp_portal.shared_flow_withdraw',
  `DELETE FROM tpp_portal.shared_flow
   WHERE ${owned} AND flow = $3 AND shared_flow_id = $4 RETURNING shared_flow_id`,
);
