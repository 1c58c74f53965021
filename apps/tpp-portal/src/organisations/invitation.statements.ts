import { statement } from '@sandbank/platform';

export const invite = statement(
  'tpp_portal.invitation_invite',
  `INSERT INTO tpp_portal.invitation
     (invitation_id, token_key, organisation_id, role, invited_by, created_at, expires_at)
   SELECT $1, $2, $3, $4, $5, $6, $7
   WHERE (SELECT count(*) FROM tpp_portal.invitation
          WHERE organisation_id = $3 AND expires_at > $6) < $8 RETURNING 1`,
);

export const list = statement(
  'tpp_portal.invitation_list',
  `SELECT i.invitation_id, i.role, p.name AS invited_by, i.created_at, i.expires_at
   FROM tpp_portal.invitation i JOIN tpp_portal.person p ON p.person_id = i.invited_by
   WHERE i.organisation_id = $1 AND i.expires_at > $2 ORDER BY i.created_at DESC, i.invitation_id`,
);

export const withdraw = statement(
  'tpp_portal.invitation_withdraw',
  `DELETE FROM tpp_portal.invitation WHERE organisation_id = $1 AND invitation_id = $2 RETURNING 1`,
);

export const look = statement(
  'tpp_portal.invitation_look',
  `SELECT o.name AS organisation, p.name AS invited_by, i.role, i.expires_at
   FROM tpp_portal.invitation i JOIN tpp_portal.organisation o USING (organisation_id)
   JOIN tpp_portal.person p ON p.person_id = i.invited_by
   WHERE i.token_key = $1 AND i.expires_at > $2`,
);

export const find = statement(
  'tpp_portal.invitation_find',
  `SELECT organisation_id FROM tpp_portal.invitation WHERE token_key = $1 AND expires_at > $2`,
);

// Whoever invited must still be an owner: a link that was being made while they were taken out is worth nothing.
export const take = statement(
  'tpp_portal.invitation_take',
  `DELETE FROM tpp_portal.invitation i WHERE i.token_key = $1 AND i.expires_at > $2
     AND EXISTS (SELECT FROM tpp_portal.membership m
       WHERE m.organisation_id = i.organisation_id AND m.person_id = i.invited_by AND m.role = 'owner')
   RETURNING i.role`,
);

export const removeExpired = statement(
  'tpp_portal.invitation_remove_expired',
  'DELETE FROM tpp_portal.invitation WHERE expires_at <= $1',
);
