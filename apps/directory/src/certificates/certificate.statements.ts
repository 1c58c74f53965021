import { statement } from '@sandbank/platform';

const columns = `c.certificate_id AS "certificateId", c.software_id AS "softwareId",
  c.authority_id AS "authorityId", c.use, c.serial_number AS "serialNumber", c.subject,
  c.certificate, c.thumbprint, c.key_digest AS "keyDigest", c.public_jwk AS "publicJwk",
  c.request_digest AS "requestDigest", c.not_before AS "notBefore", c.not_after AS "notAfter",
  c.created_at AS "createdAt", c.revoked_at AS "revokedAt",
  c.revocation_reason AS "revocationReason", a.certificate AS chain`;
const joined = `directory.certificate AS c JOIN directory.authority AS a USING (authority_id)`;

/** Those that ended a quarter of a year ago are left out. */
export const findOfSoftware = statement(
  'certificate.of_software',
  `SELECT ${columns} FROM ${joined}
   WHERE c.software_id = ANY ($1::uuid[]) AND c.not_after > $2::timestamptz - interval '90 days'
   ORDER BY c.created_at, c.certificate_id`,
);

/** Those for signatures whose keys count, the latest first; at most as many as banks read. */
export const findSigning = statement(
  'certificate.signing',
  `SELECT ${columns} FROM ${joined}
   WHERE c.software_id = $1 AND c.use = 'signing' AND c.revoked_at IS NULL AND c.not_after > $2
     AND a.state <> 'removed'
   ORDER BY c.created_at DESC, c.certificate_id LIMIT $3`,
);

/** Thumbprints of keys that somebody may hold who should not. */
export const findLostKeys = statement(
  'certificate.lost_keys',
  `SELECT DISTINCT public_jwk ->> 'kid' AS thumbprint FROM directory.certificate
   WHERE software_id = $1 AND revocation_reason = 'keyCompromise' AND public_jwk IS NOT NULL`,
);

export const find = statement(
  'certificate.find',
  `SELECT ${columns} FROM ${joined} WHERE c.certificate_id = $1 AND c.software_id = $2`,
);

/** What the same request was answered with a moment ago. */
export const findRepeated = statement(
  'certificate.repeated',
  `SELECT ${columns} FROM ${joined}
   WHERE c.software_id = $1 AND c.request_digest = $2 AND c.created_at > $3
     AND c.revoked_at IS NULL AND a.state <> 'removed'
   ORDER BY c.created_at DESC LIMIT 1`,
);

/** For whoever issues: how many there are, and whether somebody may hold the key who should not. */
export const findRoom = statement(
  'certificate.room',
  `SELECT
     (SELECT count(*)::integer FROM directory.certificate
      WHERE software_id = $1 AND not_after > $3) AS "ofSoftware",
     (SELECT count(*)::integer FROM directory.certificate AS c
        JOIN directory.software AS s USING (software_id)
      WHERE s.organisation_id = $2 AND c.not_after > $3) AS "ofOrganisation",
     EXISTS (SELECT FROM directory.certificate
      WHERE key_digest = $4 AND revocation_reason = 'keyCompromise') AS "isCompromised"`,
);

/** Held until the certificate is there: an authority that goes meanwhile takes it along. */
export const holdAuthority = statement(
  'certificate.hold_authority',
  `SELECT authority_id FROM directory.authority
   WHERE authority_id = $1 AND state <> 'removed' FOR SHARE`,
);

export const insert = statement(
  'certificate.insert',
  `WITH made AS (
     INSERT INTO directory.certificate (certificate_id, software_id, authority_id, use,
       serial_number, subject, certificate, thumbprint, key_digest, public_jwk, request_digest,
       not_before, not_after, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING *)
   SELECT ${columns} FROM made AS c JOIN directory.authority AS a USING (authority_id)`,
);

/** A certificate; where its key is lost, every one of the software around that key, also those revoked before. */
export const revoke = statement(
  'certificate.revoke',
  `UPDATE directory.certificate SET revoked_at = coalesce(revoked_at, $4),
     revocation_reason = $3::text
   WHERE software_id = $2 AND (revoked_at IS NULL
       OR ($3::text = 'keyCompromise' AND revocation_reason <> 'keyCompromise'))
     AND (certificate_id = $1
     OR ($3::text = 'keyCompromise' AND key_digest = (
       SELECT key_digest FROM directory.certificate
       WHERE certificate_id = $1 AND software_id = $2)))
   RETURNING certificate_id AS "certificateId", authority_id AS "authorityId"`,
);

export const revokeAll = statement(
  'certificate.revoke_all',
  `UPDATE directory.certificate SET revoked_at = $2, revocation_reason = 'cessationOfOperation'
   WHERE software_id = $1 AND revoked_at IS NULL AND not_after > $2
   RETURNING certificate_id AS "certificateId", authority_id AS "authorityId"`,
);
