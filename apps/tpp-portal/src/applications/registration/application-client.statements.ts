import { statement } from '@sandbank/platform';

const columns = `application_id, bank, client_id, registration_client_uri, sealed_registration_token,
  metadata, revision, registered_at, unsure_since, problem`;

export const list = statement(
  'tpp_portal.application_clients',
  `SELECT ${columns} FROM tpp_portal.application_client
   WHERE application_id = ANY ($1::uuid[]) AND client_id IS NOT NULL ORDER BY registered_at, bank`,
);
export const find = statement(
  'tpp_portal.application_client_find',
  `SELECT ${columns} FROM tpp_portal.application_client
   WHERE application_id = $1 AND bank = $2 AND client_id IS NOT NULL`,
);
// The place of a client is taken before the bank is asked: of two presses one asks.
export const claimNew = statement(
  'tpp_portal.application_client_claim_new',
  `INSERT INTO tpp_portal.application_client (application_id, bank, busy_until)
   SELECT application_id, $2::text, $3::timestamptz FROM tpp_portal.application
   WHERE application_id = $1 AND ending_at IS NULL FOR SHARE
   ON CONFLICT (application_id, bank) DO UPDATE SET busy_until = EXCLUDED.busy_until
   WHERE application_client.client_id IS NULL AND application_client.busy_until <= $4
   RETURNING bank`,
);
export const releaseNew = statement(
  'tpp_portal.application_client_release_new',
  `DELETE FROM tpp_portal.application_client
   WHERE application_id = $1 AND bank = $2 AND client_id IS NULL AND busy_until = $3`,
);
export const claim = statement(
  'tpp_portal.application_client_claim',
  `UPDATE tpp_portal.application_client SET busy_until = $3
   WHERE application_id = $1 AND bank = $2 AND client_id IS NOT NULL
     AND (busy_until IS NULL OR busy_until <= $4) RETURNING ${columns}`,
);
export const release = statement(
  'tpp_portal.application_client_release',
  `UPDATE tpp_portal.application_client SET busy_until = NULL
   WHERE application_id = $1 AND bank = $2 AND busy_until = $3`,
);
const putClient = `UPDATE tpp_portal.application_client SET client_id = $3, registration_client_uri = $4,
     sealed_registration_token = $5, metadata = $6::jsonb, revision = $7,
     registered_at = coalesce(registered_at, $8), unsure_since = NULL, problem = NULL
   WHERE application_id = $1 AND bank = $2`;
export const put = statement(
  'tpp_portal.application_client_put',
  `${putClient} RETURNING ${columns}`,
);
// Whoever ends the application has either not begun, and finds this client, or has begun, and it is not put.
export const putNew = statement(
  'tpp_portal.application_client_put_new',
  `WITH standing AS (
     SELECT 1 FROM tpp_portal.application WHERE application_id = $1 AND ending_at IS NULL FOR SHARE)
   ${putClient} AND EXISTS (SELECT FROM standing) RETURNING ${columns}`,
);
export const beUnsure = statement(
  'tpp_portal.application_client_unsure',
  `UPDATE tpp_portal.application_client SET unsure_since = $3
   WHERE application_id = $1 AND bank = $2`,
);
export const beSure = statement(
  'tpp_portal.application_client_sure',
  `UPDATE tpp_portal.application_client SET unsure_since = NULL, problem = $3::jsonb
   WHERE application_id = $1 AND bank = $2`,
);
export const note = statement(
  'tpp_portal.application_client_problem',
  `UPDATE tpp_portal.application_client SET problem = $3::jsonb
   WHERE application_id = $1 AND bank = $2`,
);
export const remove = statement(
  'tpp_portal.application_client_remove',
  'DELETE FROM tpp_portal.application_client WHERE application_id = $1 AND bank = $2',
);
