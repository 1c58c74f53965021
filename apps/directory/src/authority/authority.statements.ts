import { statement } from '@sandbank/platform';

const columns = `authority_id AS "authorityId", state, certificate,
  sealed_private_key AS "sealedPrivateKey", created_at AS "createdAt", not_after AS "notAfter",
  retired_at AS "retiredAt", removed_at AS "removedAt", crl, crl_number AS "crlNumber",
  crl_next_update AS "crlNextUpdate"`;

/** The one that issues, then those before it. */
const order = `ORDER BY (state = 'current') DESC, created_at DESC, authority_id`;

export const findTrusted = statement(
  'authority.trusted',
  `SELECT ${columns} FROM directory.authority WHERE state <> 'removed' ${order}`,
);

export const findAll = statement(
  'authority.all',
  `SELECT ${columns} FROM directory.authority ${order}`,
);

export const findCurrent = statement(
  'authority.current',
  `SELECT ${columns} FROM directory.authority WHERE state = 'current'`,
);

/** Whoever makes an authority waits for whoever makes one: of two orders at once the second sees all of the first. */
export const takeTurns = statement(
  'authority.take_turns',
  `SELECT pg_advisory_xact_lock(hashtext('sandbank:directory:authorities'))`,
);

export const insert = statement(
  'authority.insert',
  `INSERT INTO directory.authority (authority_id, state, certificate, sealed_private_key, created_at,
     not_after, crl, crl_number, crl_next_update)
   VALUES ($1, 'current', $2, $3, $4, $5, $6, 1, $7)`,
);

/** In the order in which lists are locked. */
export const lockTrusted = statement(
  'authority.lock_trusted',
  `SELECT ${columns} FROM directory.authority WHERE state <> 'removed'
   ORDER BY authority_id FOR NO KEY UPDATE`,
);

export const retire = statement(
  'authority.retire',
  `UPDATE directory.authority SET state = 'retired', retired_at = $2
   WHERE authority_id = $1 AND state = 'current' RETURNING authority_id`,
);

/** What it issued counts no more, and its key is destroyed. */
export const remove = statement(
  'authority.remove',
  `UPDATE directory.authority SET state = 'removed', removed_at = $2, sealed_private_key = NULL
   WHERE authority_id = $1 AND state <> 'removed' RETURNING authority_id`,
);

export const revokeAllOf = statement(
  'authority.revoke_all_of',
  `UPDATE directory.certificate SET revoked_at = $2, revocation_reason = 'cACompromise'
   WHERE authority_id = $1 AND revoked_at IS NULL RETURNING certificate_id`,
);

// An hour of grace: whoever began to issue before it was retired has ended by then.
export const findDone = statement(
  'authority.done',
  `SELECT authority_id AS "authorityId" FROM directory.authority AS done
   WHERE state = 'retired' AND retired_at < $1::timestamptz - interval '1 hour' AND NOT EXISTS (
     SELECT FROM directory.certificate
     WHERE authority_id = done.authority_id AND not_after > $1::timestamptz)`,
);

/** Held while its list is written; whoever issues with it may go on. */
export const lockForList = statement(
  'authority.lock_for_list',
  `SELECT ${columns} FROM directory.authority
   WHERE authority_id = ANY ($1::uuid[]) AND state <> 'removed'
   ORDER BY authority_id FOR NO KEY UPDATE`,
);

// A list goes on naming a certificate for a day after its end (RFC 5280 3.3 asks for one list more). What was revoked and
// what is on hold are sought apart: each by its index, and never among all that the authority issued.
export const findRevoked = statement(
  'authority.revoked',
  `SELECT serial_number AS "serialNumber", revoked_at AS "revokedAt", revocation_reason AS reason
   FROM directory.certificate
   WHERE authority_id = $1 AND not_after > $2::timestamptz - interval '1 day'
     AND revoked_at IS NOT NULL
   UNION ALL
   SELECT c.serial_number, greatest(o.suspended_at, c.created_at), 'certificateHold'
   FROM directory.organisation AS o
     JOIN directory.software AS s USING (organisation_id)
     JOIN directory.certificate AS c USING (software_id)
   WHERE o.status = 'suspended' AND c.authority_id = $1
     AND c.not_after > $2::timestamptz - interval '1 day' AND c.revoked_at IS NULL
   ORDER BY 2, 1`,
);

export const storeList = statement(
  'authority.store_list',
  `UPDATE directory.authority SET crl = $2, crl_number = $3, crl_next_update = $4
   WHERE authority_id = $1`,
);
