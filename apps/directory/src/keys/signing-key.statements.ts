import { statement } from '@sandbank/platform';

const columns = `kid, public_jwk AS "publicJwk", sealed_private_jwk AS "sealedPrivateJwk",
  created_at AS "createdAt", active_from AS "activeFrom", removed_from AS "removedFrom"`;

/** Whoever makes keys waits for whoever makes one: two processes that start at once make one first key. */
export const takeTurns = statement(
  'signing_key.take_turns',
  `SELECT pg_advisory_xact_lock(hashtext('sandbank:directory:signing-keys'))`,
);

/** The key that signs: of those whose time has come, the last. */
export const findSigner = statement(
  'signing_key.signer',
  `SELECT ${columns} FROM directory.signing_key
   WHERE active_from <= $1 AND (removed_from IS NULL OR removed_from > $1)
     AND sealed_private_jwk IS NOT NULL
   ORDER BY active_from DESC, created_at DESC LIMIT 1`,
);

export const findLast = statement(
  'signing_key.last',
  `SELECT ${columns} FROM directory.signing_key WHERE removed_from IS NULL
   ORDER BY active_from DESC, created_at DESC LIMIT 1`,
);

export const findPublished = statement(
  'signing_key.published',
  `SELECT ${columns} FROM directory.signing_key WHERE removed_from IS NULL OR removed_from > $1
   ORDER BY created_at, kid`,
);

export const findAll = statement(
  'signing_key.all',
  `SELECT ${columns} FROM directory.signing_key ORDER BY created_at, kid`,
);

export const insert = statement(
  'signing_key.insert',
  `INSERT INTO directory.signing_key (kid, public_jwk, sealed_private_jwk, created_at, active_from)
   VALUES ($1, $2, $3, $4, $5)`,
);

// A key that was on its way out goes no later than it would have.
export const endOthers = statement(
  'signing_key.end_others',
  `UPDATE directory.signing_key SET removed_from = least(removed_from, $1)`,
);

// The private half goes as soon as a later key signs; half a minute for whoever began with the one before.
export const destroyDone = statement(
  'signing_key.destroy_done',
  `UPDATE directory.signing_key AS former SET sealed_private_jwk = NULL
   WHERE sealed_private_jwk IS NOT NULL AND (removed_from <= $1::timestamptz OR EXISTS (
     SELECT FROM directory.signing_key AS later
     WHERE later.active_from > former.active_from
       AND later.active_from < $1::timestamptz - interval '30 seconds'))`,
);
