import { statement } from '@sandbank/platform';

const keys = 'resource_server.event_signing_key';
const columns = `kid, alg, public_jwk, sealed_private_jwk, created_at, signs_from, retired_from, removed_from, compromised`;

/** $1 bank, $2 now: every key that is published, the one that signs from the latest moment on first. */
export const publishedKeys = statement(
  'event_key.published',
  `SELECT ${columns} FROM ${keys} WHERE bank_slug = $1 AND (removed_from IS NULL OR removed_from > $2)
   ORDER BY signs_from DESC, kid`,
);

/** $1 bank: every key that it has or had. */
export const keysOfBank = statement(
  'event_key.of_bank',
  `SELECT ${columns} FROM ${keys} WHERE bank_slug = $1 ORDER BY signs_from, kid`,
);

const inserted = `INSERT INTO ${keys}
  (bank_slug, kid, alg, public_jwk, sealed_private_jwk, created_at, signs_from)`;
const values = `$1, $2, $3, $4::jsonb, $5::bytea, $6::timestamptz, $7::timestamptz`;

/** The first of a bank, which signs at once. Another process may have been first; then its key is the bank's. */
export const insertFirstKey = statement(
  'event_key.insert_first',
  `${inserted} VALUES (${values}) ON CONFLICT (bank_slug) WHERE retired_from IS NULL DO NOTHING`,
);

/** A successor, $8 the end of its predecessor; nothing where that does not sign yet, or has been succeeded meanwhile. */
export const insertNextKey = statement(
  'event_key.insert_next',
  `WITH former AS (
     UPDATE ${keys} SET retired_from = $7::timestamptz, removed_from = $8::timestamptz
     WHERE bank_slug = $1 AND retired_from IS NULL AND signs_from <= $6::timestamptz RETURNING kid)
   ${inserted} SELECT ${values} FROM former`,
);

// The count makes the compromised keys give up their place before the new one takes it.
export const replaceKeys = statement(
  'event_key.replace',
  `WITH gone AS (
     UPDATE ${keys} SET compromised = true, sealed_private_jwk = NULL, removed_from = $6::timestamptz,
       retired_from = least(retired_from, $6::timestamptz)
     WHERE bank_slug = $1 AND (removed_from IS NULL OR removed_from > $6::timestamptz) RETURNING kid)
   ${inserted} SELECT ${values} WHERE (SELECT count(*) FROM gone) > 0`,
);

/** $1 since when a key must not have signed for its private half to be destroyed. */
export const destroyPrivateHalves = statement(
  'event_key.destroy',
  `UPDATE ${keys} SET sealed_private_jwk = NULL WHERE retired_from <= $1 AND sealed_private_jwk IS NOT NULL`,
);

/** $1 since when a key that signs has been old: the banks that need another. */
export const banksWithOldKeys = statement(
  'event_key.old',
  `SELECT bank_slug FROM ${keys} WHERE retired_from IS NULL AND signs_from <= $1`,
);
