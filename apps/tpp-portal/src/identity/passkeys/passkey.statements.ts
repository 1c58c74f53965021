import { statement } from '@sandbank/platform';

export const offer = statement(
  'tpp_portal.passkey_offer',
  `INSERT INTO tpp_portal.passkey_challenge (challenge_digest, purpose, person_id, wish, expires_at)
   VALUES ($1, $2, $3, $4::jsonb, $5)`,
);

// A challenge is answered once, by whoever answers first, and only while it lasts.
export const take = statement(
  'tpp_portal.passkey_take',
  `DELETE FROM tpp_portal.passkey_challenge
   WHERE challenge_digest = $1 AND purpose = $2 AND expires_at > $3 RETURNING person_id, wish`,
);

export const removeExpired = statement(
  'tpp_portal.passkey_remove_expired',
  `DELETE FROM tpp_portal.passkey_challenge WHERE challenge_digest IN (
     SELECT challenge_digest FROM tpp_portal.passkey_challenge WHERE expires_at <= $1 LIMIT 1000)
   RETURNING 1`,
);

export const add = statement(
  'tpp_portal.passkey_add',
  `INSERT INTO tpp_portal.passkey
     (credential_id, person_id, name, public_key, counter, transports, backed_up, created_at)
   VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
);

export const find = statement(
  'tpp_portal.passkey_find',
  `SELECT person_id, public_key, counter::float8 AS counter FROM tpp_portal.passkey WHERE credential_id = $1`,
);

// A counter that does not rise tells of a copied key; those that count nothing stay at 0 (WebAuthn 6.1.1).
export const used = statement(
  'tpp_portal.passkey_used',
  `UPDATE tpp_portal.passkey SET counter = $2, backed_up = $3, last_used_at = $4
   WHERE credential_id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING 1`,
);

export const list = statement(
  'tpp_portal.passkey_list',
  `SELECT credential_id, name, transports, backed_up, created_at, last_used_at
   FROM tpp_portal.passkey WHERE person_id = $1 ORDER BY created_at, credential_id`,
);

export const remove = statement(
  'tpp_portal.passkey_remove',
  'DELETE FROM tpp_portal.passkey WHERE person_id = $1 AND credential_id = $2 RETURNING 1',
);
