import { statement } from '@sandbank/platform';

const columns = `s.software_id AS "softwareId", s.organisation_id AS "organisationId", s.status,
  s.metadata, s.keys, s.created_at AS "createdAt", s.changed_at AS "changedAt"`;

/** Of an organisation; what was withdrawn is not there. */
export const find = statement(
  'software.find',
  `SELECT ${columns} FROM directory.software AS s
   WHERE software_id = $1 AND organisation_id = $2 AND status = 'active'`,
);

export const findAll = statement(
  'software.of_organisation',
  `SELECT ${columns} FROM directory.software AS s
   WHERE organisation_id = $1 AND status = 'active' ORDER BY created_at, software_id`,
);

export const findForOperators = statement(
  'software.for_operators',
  `SELECT ${columns}, o.name AS "organisationName",
     (SELECT count(*)::integer FROM directory.certificate AS c WHERE c.software_id = s.software_id
       AND c.revoked_at IS NULL AND c.not_after > $1) AS certificates
   FROM directory.software AS s JOIN directory.organisation AS o USING (organisation_id)
   WHERE s.status = 'active' ORDER BY o.created_at, s.created_at, s.software_id`,
);

/** Whose keys are published: also of what is withdrawn or suspended, since banks keep keys where they find nothing. */
export const findPublished = statement(
  'software.published',
  `SELECT s.keys, s.status = 'active' AND o.status = 'active' AS "isTrusted"
   FROM directory.software AS s JOIN directory.organisation AS o USING (organisation_id)
   WHERE s.software_id = $1`,
);

/** Held while its certificates change; its organisation cannot be suspended meanwhile. */
export const lock = statement(
  'software.lock',
  `SELECT ${columns} FROM directory.software AS s
     JOIN directory.organisation AS o USING (organisation_id)
   WHERE s.software_id = $1 AND s.organisation_id = $2 AND s.status = 'active'
     AND o.status = 'active'
   FOR NO KEY UPDATE OF s FOR SHARE OF o`,
);

/** Held while software is added to an organisation, so that it stays within its limits. */
export const lockOrganisation = statement(
  'software.lock_organisation',
  `SELECT organisation_id FROM directory.organisation
   WHERE organisation_id = $1 AND status = 'active' FOR NO KEY UPDATE`,
);

export const countOf = statement(
  'software.count_of',
  `SELECT count(*)::integer AS made, count(*) FILTER (WHERE status = 'active')::integer AS active
   FROM directory.software WHERE organisation_id = $1`,
);

export const insert = statement(
  'software.insert',
  `INSERT INTO directory.software AS s
     (software_id, organisation_id, status, metadata, keys, created_at, changed_at)
   VALUES ($1, $2, 'active', $3, $4, $5, $5) RETURNING ${columns}`,
);

export const replace = statement(
  'software.replace',
  `UPDATE directory.software AS s SET metadata = $3, changed_at = $4
   WHERE software_id = $1 AND organisation_id = $2 AND status = 'active' RETURNING ${columns}`,
);

export const replaceKeys = statement(
  'software.replace_keys',
  `UPDATE directory.software AS s SET keys = $3, changed_at = $4
   WHERE software_id = $1 AND organisation_id = $2 AND status = 'active' RETURNING ${columns}`,
);

export const withdraw = statement(
  'software.withdraw',
  `UPDATE directory.software AS s SET status = 'withdrawn', changed_at = $3
   WHERE software_id = $1 AND organisation_id = $2 AND status = 'active' RETURNING ${columns}`,
);
