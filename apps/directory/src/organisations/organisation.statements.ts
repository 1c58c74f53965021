import { statement } from '@sandbank/platform';

const columns = `organisation_id AS "organisationId", name, country, roles, status,
  created_at AS "createdAt", suspended_at AS "suspendedAt"`;

export const findOfToken = statement(
  'organisation.of_token',
  `SELECT ${columns} FROM directory.organisation WHERE token_digest = $1`,
);

export const find = statement(
  'organisation.find',
  `SELECT ${columns} FROM directory.organisation WHERE organisation_id = $1`,
);

export const findAll = statement(
  'organisation.all',
  `SELECT ${columns}, (SELECT count(*)::integer FROM directory.software AS s
     WHERE s.organisation_id = o.organisation_id AND s.status = 'active') AS software
   FROM directory.organisation AS o ORDER BY created_at, organisation_id`,
);

/** Where there is room for one more. */
export const insert = statement(
  'organisation.insert',
  `INSERT INTO directory.organisation
     (organisation_id, name, country, roles, status, token_digest, created_at)
   SELECT $1::uuid, $2, $3, $4::text[], 'active', $5::bytea, $6::timestamptz
   WHERE (SELECT count(*) FROM directory.organisation) < $7::integer RETURNING ${columns}`,
);

export const replaceToken = statement(
  'organisation.replace_token',
  'UPDATE directory.organisation SET token_digest = $2 WHERE organisation_id = $1',
);

/** Without effect where it has that status. */
export const setStatus = statement(
  'organisation.set_status',
  `UPDATE directory.organisation SET status = $2::text,
     suspended_at = CASE WHEN $2::text = 'suspended' THEN $3::timestamptz END
   WHERE organisation_id = $1 AND status <> $2::text RETURNING ${columns}`,
);

/** Authorities whose certificates an organisation still holds. */
export const findAuthorities = statement(
  'organisation.authorities',
  `SELECT DISTINCT c.authority_id AS "authorityId" FROM directory.certificate AS c
     JOIN directory.software AS s USING (software_id)
   WHERE s.organisation_id = $1 AND c.not_after > $2`,
);
