import { statement } from '@sandbank/platform';

// Counted and made in one statement; who asks twice at once may have one more, which harms nobody.
export const create = statement(
  'tpp_portal.organisation_create',
  `WITH room AS (
     SELECT 1 WHERE (SELECT count(*) FROM tpp_portal.membership WHERE person_id = $4) < $5),
   made AS (
     INSERT INTO tpp_portal.organisation (organisation_id, name, created_at)
     SELECT $1, $2, $3 FROM room RETURNING organisation_id)
   INSERT INTO tpp_portal.membership (organisation_id, person_id, role, joined_at)
   SELECT organisation_id, $4, 'owner', $3 FROM made RETURNING 1`,
);

export const rename = statement(
  'tpp_portal.organisation_rename',
  'UPDATE tpp_portal.organisation SET name = $2 WHERE organisation_id = $1',
);

// Whoever changes memberships waits here for the one before: of two owners who leave at once, one stays.
export const lock = statement(
  'tpp_portal.organisation_lock',
  'SELECT 1 FROM tpp_portal.organisation WHERE organisation_id = $1 FOR UPDATE',
);

export const members = statement(
  'tpp_portal.organisation_members',
  `SELECT p.person_id, p.name, p.email, p.kind = 'guest' AS is_guest, m.role, m.joined_at
   FROM tpp_portal.membership m JOIN tpp_portal.person p USING (person_id)
   WHERE m.organisation_id = $1 ORDER BY m.joined_at, p.person_id`,
);

export const remove = statement(
  'tpp_portal.membership_remove',
  `DELETE FROM tpp_portal.membership WHERE organisation_id = $1 AND person_id = $2 RETURNING 1`,
);

export const setRole = statement(
  'tpp_portal.membership_role',
  `UPDATE tpp_portal.membership m SET role = $3 FROM tpp_portal.person p
   WHERE m.organisation_id = $1 AND m.person_id = $2 AND p.person_id = m.person_id
     AND (p.kind <> 'guest' OR $3 = 'member') RETURNING 1`,
);

// What somebody gave out as an owner ends with that role: a link they kept must not lead back in.
export const withdrawInvitationsOf = statement(
  'tpp_portal.membership_withdraw_invitations',
  `DELETE FROM tpp_portal.invitation i WHERE i.organisation_id = $1 AND i.invited_by = $2
     AND NOT EXISTS (SELECT FROM tpp_portal.membership m
       WHERE m.organisation_id = $1 AND m.person_id = $2 AND m.role = 'owner')`,
);

export const counts = statement(
  'tpp_portal.membership_counts',
  `SELECT count(*)::int AS members, count(*) FILTER (WHERE role = 'owner')::int AS owners
   FROM tpp_portal.membership WHERE organisation_id = $1`,
);

export const join = statement(
  'tpp_portal.membership_join',
  `INSERT INTO tpp_portal.membership (organisation_id, person_id, role, joined_at)
   VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
);
