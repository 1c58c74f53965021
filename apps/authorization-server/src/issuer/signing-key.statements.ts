import { statement } from '@sandbank/platform';

const columns = `kid, bank, purpose, alg, state, public_jwk AS "publicJwk",
  sealed_private_jwk AS "sealedPrivateJwk", created_at AS "createdAt", active_from AS "activeFrom",
  retired_from AS "retiredFrom", removed_from AS "removedFrom", compromised`;

export const findRevision = statement(
  'signing_key.revision',
  'SELECT revision FROM authorization_server.issuer_revision',
);

/** Keys that are published, in an order that does not change with every rotation. */
export const findPublished = statement(
  'signing_key.published',
  `SELECT ${columns} FROM authorization_server.signing_key WHERE state <> 'removed'
   ORDER BY bank, purpose, alg, created_at, kid`,
);

export const findOfBank = statement(
  'signing_key.of_bank',
  `SELECT ${columns} FROM authorization_server.signing_key WHERE bank = $1
   ORDER BY purpose, alg, created_at, kid`,
);

const inserted = `INSERT INTO authorization_server.signing_key
  (kid, bank, purpose, alg, public_jwk, sealed_private_jwk, created_at, active_from, state)`;
const values = `$1::text, $2::text, $3::text, $4::text, $5::jsonb, $6::bytea, $7::timestamptz,
  $8::timestamptz`;

/** The first key of its kind, which signs at once. Another process may have been first; then its key is the bank's. */
export const insertFirst = statement(
  'signing_key.insert_first',
  `${inserted} VALUES (${values}, 'active')
   ON CONFLICT (bank, purpose, alg) WHERE state = 'active' DO NOTHING RETURNING kid`,
);

// Whoever looked at a key that has been succeeded since then makes no second successor.
export const insertNext = statement(
  'signing_key.insert_next',
  `${inserted} SELECT ${values}, 'next' WHERE EXISTS (
     SELECT FROM authorization_server.signing_key WHERE kid = $9 AND state = 'active')
   ON CONFLICT (bank, purpose, alg) WHERE state = 'next' DO NOTHING RETURNING kid`,
);

const retire = `state = 'retired', retired_from = $1::timestamptz, removed_from = $2::timestamptz,
  sealed_private_jwk = NULL`;

// One statement: a moment in which both or none of them sign does not exist. The join makes the former key give up its
// place before the next one takes it.
export const activateDue = statement(
  'signing_key.activate_due',
  `WITH due AS (
     SELECT kid, bank, purpose, alg FROM authorization_server.signing_key
     WHERE state = 'next' AND active_from <= $1::timestamptz FOR UPDATE SKIP LOCKED),
   retired AS (
     UPDATE authorization_server.signing_key AS former SET ${retire}
     FROM due WHERE former.state = 'active' AND former.bank = due.bank
       AND former.purpose = due.purpose AND former.alg = due.alg
     RETURNING due.kid AS successor)
   UPDATE authorization_server.signing_key AS key SET state = 'active', active_from = $1::timestamptz
   FROM due LEFT JOIN retired ON retired.successor = due.kid
   WHERE key.kid = due.kid AND key.state = 'next' RETURNING key.kid`,
);

/** A key in an algorithm that its bank has left, once the one in the new algorithm signs. */
export const retireLeftBehind = statement(
  'signing_key.retire_left_behind',
  `UPDATE authorization_server.signing_key AS former SET ${retire}
   WHERE former.kid = $3 AND former.state = 'active' AND EXISTS (
     SELECT FROM authorization_server.signing_key AS successor
     WHERE successor.kid = $4 AND successor.state = 'active')
   RETURNING kid`,
);

export const removeDue = statement(
  'signing_key.remove_due',
  `UPDATE authorization_server.signing_key SET state = 'removed', removed_from = $1
   WHERE state = 'retired' AND removed_from <= $1 RETURNING kid`,
);

// The count makes every compromised key give up its place before the new one takes it; where none of them signed, none
// is needed now.
export const replaceCompromised = statement(
  'signing_key.replace_compromised',
  `WITH former AS (
     SELECT kid, state FROM authorization_server.signing_key
     WHERE bank = $2 AND purpose = $3 AND alg = $4 AND state <> 'removed' FOR UPDATE),
   gone AS (
     UPDATE authorization_server.signing_key AS key
     SET state = 'removed', compromised = true, sealed_private_jwk = NULL,
       retired_from = coalesce(retired_from, $8::timestamptz), removed_from = $8::timestamptz
     FROM former WHERE key.kid = former.kid RETURNING former.state)
   ${inserted} SELECT ${values}, 'active'
   WHERE (SELECT count(*) FILTER (WHERE state = 'active') FROM gone) > 0 RETURNING kid`,
);

export const reseal = statement(
  'signing_key.reseal',
  `UPDATE authorization_server.signing_key SET sealed_private_jwk = $3
   WHERE kid = $1 AND sealed_private_jwk = $2 RETURNING kid`,
);
