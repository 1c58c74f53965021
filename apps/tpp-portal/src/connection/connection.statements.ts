import { statement } from '@sandbank/platform';

const columns =
  'bank, flow_id, sealed_tokens, access_token_expires_at, authorization_details, connected_at';
export const put = statement(
  'tpp_portal.connection_put',
  `INSERT INTO tpp_portal.connection
     (session_key, bank, flow_id, sealed_tokens, access_token_expires_at, authorization_details, connected_at)
   VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)
   ON CONFLICT (session_key, bank) DO UPDATE SET flow_id = EXCLUDED.flow_id,
     sealed_tokens = EXCLUDED.sealed_tokens, access_token_expires_at = EXCLUDED.access_token_expires_at,
     authorization_details = EXCLUDED.authorization_details, connected_at = EXCLUDED.connected_at,
     ended_at = NULL, refreshing_until = NULL`,
);
// The same connection goes on: under a new journey, with its new tokens, and since the day it was made.
export const renew = statement(
  'tpp_portal.connection_renew',
  `UPDATE tpp_portal.connection SET flow_id = $4, sealed_tokens = $5, access_token_expires_at = $6,
     authorization_details = $7::jsonb, refreshing_until = NULL
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3 AND sealed_tokens IS NOT NULL
   RETURNING bank`,
);
export const find = statement(
  'tpp_portal.connection_find',
  `SELECT ${columns} FROM tpp_portal.connection WHERE session_key = $1 AND bank = $2`,
);
// Of several calls that find the token expired one refreshes: a refresh token that rotates is spent once.
export const claimRefresh = statement(
  'tpp_portal.connection_claim_refresh',
  `UPDATE tpp_portal.connection SET refreshing_until = $4
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3 AND sealed_tokens IS NOT NULL
     AND (refreshing_until IS NULL OR refreshing_until < $5)
   RETURNING sealed_tokens`,
);
export const replaceTokens = statement(
  'tpp_portal.connection_tokens',
  `UPDATE tpp_portal.connection
   SET sealed_tokens = $4, access_token_expires_at = $5, refreshing_until = NULL
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3 AND sealed_tokens IS NOT NULL`,
);
export const releaseRefresh = statement(
  'tpp_portal.connection_release_refresh',
  `UPDATE tpp_portal.connection SET refreshing_until = NULL
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3`,
);
export const end = statement(
  'tpp_portal.connection_end',
  `UPDATE tpp_portal.connection SET sealed_tokens = NULL, ended_at = $4
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3 AND ended_at IS NULL`,
);
