import { statement } from '@sandbank/platform';

const columns = `application_id, organisation_id, name, software_id, profile, roles, redirect_uris,
  revision, created_at, changed_at, ending_at`;
const ofApplication = columns.replace(/\b(\w+)\b/g, 'a.$1');

// Through the membership, in one statement: what is not a member's is not there.
export const findOfMember = statement(
  'tpp_portal.application_of_member',
  `SELECT ${ofApplication} FROM tpp_portal.application a
   JOIN tpp_portal.membership m ON m.organisation_id = a.organisation_id
   WHERE a.application_id = $1 AND m.person_id = $2`,
);
export const listOfMember = statement(
  'tpp_portal.applications_of_member',
  `SELECT ${ofApplication} FROM tpp_portal.application a
   JOIN tpp_portal.membership m ON m.organisation_id = a.organisation_id
   WHERE m.person_id = $1 ORDER BY a.created_at DESC LIMIT 500`,
);
export const listOfOrganisation = statement(
  'tpp_portal.applications_of_organisation',
  `SELECT ${columns} FROM tpp_portal.application WHERE organisation_id = $1 ORDER BY created_at`,
);
export const countOfOrganisation = statement(
  'tpp_portal.application_count',
  'SELECT count(*)::integer AS count FROM tpp_portal.application WHERE organisation_id = $1',
);
export const softwareOfOrganisation = statement(
  'tpp_portal.application_software',
  'SELECT software_id FROM tpp_portal.application WHERE organisation_id = $1',
);
export const insert = statement(
  'tpp_portal.application_insert',
  `INSERT INTO tpp_portal.application (application_id, organisation_id, name, software_id, profile,
     roles, redirect_uris, created_at, changed_at)
   VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8, $8) RETURNING ${columns}`,
);
// Who changes an old picture changes nothing: the revision that was read must still stand.
export const change = statement(
  'tpp_portal.application_change',
  `UPDATE tpp_portal.application SET name = $3, profile = $4::jsonb, roles = $5::jsonb,
     redirect_uris = $6::jsonb, changed_at = $7, revision = revision + 1
   WHERE application_id = $1 AND revision = $2 AND ending_at IS NULL RETURNING ${columns}`,
);
export const revision = statement(
  'tpp_portal.application_revision',
  'SELECT revision FROM tpp_portal.application WHERE application_id = $1',
);
export const end = statement(
  'tpp_portal.application_end',
  `UPDATE tpp_portal.application SET ending_at = coalesce(ending_at, $2) WHERE application_id = $1`,
);
export const remove = statement(
  'tpp_portal.application_remove',
  'DELETE FROM tpp_portal.application WHERE application_id = $1',
);

export const organisation = statement(
  'tpp_portal.application_organisation',
  `SELECT name, directory_organisation_id, token_sealed FROM tpp_portal.organisation
   WHERE organisation_id = $1`,
);
export const nameAtDirectory = statement(
  'tpp_portal.application_directory_organisation',
  `UPDATE tpp_portal.organisation SET directory_organisation_id = $2, token_sealed = $3
   WHERE organisation_id = $1 AND directory_organisation_id IS NULL RETURNING organisation_id`,
);
// One asks the directory on behalf of an organisation at a time, whatever the process.
export const claimDirectory = statement(
  'tpp_portal.directory_claim',
  `INSERT INTO tpp_portal.directory_claim (organisation_id, busy_until) VALUES ($1, $2)
   ON CONFLICT (organisation_id) DO UPDATE SET busy_until = EXCLUDED.busy_until
   WHERE directory_claim.busy_until <= $3 RETURNING organisation_id`,
);
export const releaseDirectory = statement(
  'tpp_portal.directory_release',
  'DELETE FROM tpp_portal.directory_claim WHERE organisation_id = $1 AND busy_until = $2',
);
