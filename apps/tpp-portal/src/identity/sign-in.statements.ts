import { statement } from '@sandbank/platform';

/** The organisations of a person `p`, as JSON in the order in which they were joined. */
const organisationsOf = `(
  SELECT coalesce(json_agg(json_build_object('id', o.organisation_id, 'name', o.name, 'role', m.role)
    ORDER BY m.joined_at, o.organisation_id), '[]')
  FROM tpp_portal.membership m JOIN tpp_portal.organisation o USING (organisation_id)
  WHERE m.person_id = p.person_id)`;

// One round trip for every request of somebody who is signed in; what was seen is written down once a minute.
export const find = statement(
  'tpp_portal.sign_in_find',
  `WITH found AS (
     SELECT * FROM tpp_portal.sign_in
     WHERE sign_in_key = $1 AND idle_ends_at > $2 AND ends_at > $2),
   seen AS (
     UPDATE tpp_portal.sign_in s SET last_seen_at = $2,
       idle_ends_at = least(s.ends_at, $2::timestamptz + s.idle_seconds * interval '1 second')
     FROM found WHERE s.sign_in_key = found.sign_in_key
       AND found.last_seen_at < $2::timestamptz - interval '1 minute')
   SELECT p.person_id, p.kind, p.name, p.email, found.signed_in_at, ${organisationsOf} AS organisations
   FROM found JOIN tpp_portal.person p USING (person_id)`,
);

// Beyond so many sign-ins the longest unseen of the person ends.
export const begin = statement(
  'tpp_portal.sign_in_begin',
  `WITH replaced AS (DELETE FROM tpp_portal.sign_in WHERE sign_in_key = $10),
   gone AS (
     DELETE FROM tpp_portal.sign_in WHERE sign_in_key IN (
       SELECT sign_in_key FROM tpp_portal.sign_in WHERE person_id = $3
       ORDER BY last_seen_at DESC OFFSET $11))
   INSERT INTO tpp_portal.sign_in (sign_in_key, sign_in_id, person_id, method, agent, signed_in_at,
     last_seen_at, idle_seconds, idle_ends_at, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)`,
);

export const end = statement(
  'tpp_portal.sign_in_end',
  'DELETE FROM tpp_portal.sign_in WHERE sign_in_key = $1',
);

export const list = statement(
  'tpp_portal.sign_in_list',
  `SELECT sign_in_id, method, agent, signed_in_at, last_seen_at, sign_in_key = $2 AS is_this
   FROM tpp_portal.sign_in WHERE person_id = $1 AND idle_ends_at > $3 AND ends_at > $3
   ORDER BY last_seen_at DESC`,
);

export const endOne = statement(
  'tpp_portal.sign_in_end_one',
  'DELETE FROM tpp_portal.sign_in WHERE person_id = $1 AND sign_in_id = $2 RETURNING 1',
);

export const endOthers = statement(
  'tpp_portal.sign_in_end_others',
  'DELETE FROM tpp_portal.sign_in WHERE person_id = $1 AND sign_in_key <> $2',
);

export const removeEnded = statement(
  'tpp_portal.sign_in_remove_ended',
  `DELETE FROM tpp_portal.sign_in WHERE sign_in_key IN (
     SELECT sign_in_key FROM tpp_portal.sign_in WHERE idle_ends_at <= $1
     LIMIT 1000 FOR UPDATE SKIP LOCKED) RETURNING 1`,
);
