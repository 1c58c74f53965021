import { statement } from '@sandbank/platform';

/** A person with an organisation of their own; with a password where there is a hash. */
export const create = statement(
  'tpp_portal.person_create',
  `WITH person AS (
     INSERT INTO tpp_portal.person (person_id, kind, name, email, created_at)
     VALUES ($1, $2, $3, $4, $5)),
   organisation AS (
     INSERT INTO tpp_portal.organisation (organisation_id, name, created_at) VALUES ($6, $7, $5)),
   membership AS (
     INSERT INTO tpp_portal.membership (organisation_id, person_id, role, joined_at)
     VALUES ($6, $1, 'owner', $5))
   INSERT INTO tpp_portal.credential_password (person_id, password_hash, changed_at)
   SELECT $1, $8::text, $5 WHERE $8 IS NOT NULL`,
);

// A workspace has one claim: the second of two finds no guest any more, and whoever comes when it is being ended none.
export const claim = statement(
  'tpp_portal.person_claim',
  `WITH claimed AS (
     UPDATE tpp_portal.person SET kind = 'member', name = $2, email = $3
     WHERE person_id = $1 AND kind = 'guest' AND ending_since IS NULL RETURNING person_id),
   renamed AS (
     UPDATE tpp_portal.organisation o SET name = $6 FROM claimed
     JOIN tpp_portal.membership m USING (person_id)
     WHERE o.organisation_id = m.organisation_id AND m.role = 'owner' AND o.name = $7),
   credential AS (
     INSERT INTO tpp_portal.credential_password (person_id, password_hash, changed_at)
     SELECT person_id, $4::text, $5::timestamptz FROM claimed WHERE $4 IS NOT NULL)
   SELECT person_id FROM claimed`,
);

export const isGuest = statement(
  'tpp_portal.person_is_guest',
  `SELECT kind = 'guest' AS is_guest FROM tpp_portal.person WHERE person_id = $1`,
);

export const countGuests = statement(
  'tpp_portal.person_count_guests',
  `SELECT count(*)::int AS guests FROM (
     SELECT 1 FROM tpp_portal.person WHERE kind = 'guest' LIMIT $1) counted`,
);

export const rename = statement(
  'tpp_portal.person_rename',
  'UPDATE tpp_portal.person SET name = $2, email = $3 WHERE person_id = $1',
);

export const findPassword = statement(
  'tpp_portal.person_find_password',
  `SELECT p.person_id, c.password_hash FROM tpp_portal.person p
   JOIN tpp_portal.credential_password c USING (person_id) WHERE p.email = $1`,
);

export const waysIn = statement(
  'tpp_portal.person_ways_in',
  `SELECT EXISTS (SELECT FROM tpp_portal.credential_password WHERE person_id = $1) AS has_password,
     (SELECT count(*)::int FROM tpp_portal.passkey WHERE person_id = $1) AS passkeys`,
);

// Ways in come and go one at a time, so that the last one is never taken for one of two.
export const lock = statement(
  'tpp_portal.person_lock',
  'SELECT kind FROM tpp_portal.person WHERE person_id = $1 FOR UPDATE',
);

export const setPassword = statement(
  'tpp_portal.person_set_password',
  `INSERT INTO tpp_portal.credential_password (person_id, password_hash, changed_at) VALUES ($1, $2, $3)
   ON CONFLICT (person_id) DO UPDATE SET password_hash = $2, changed_at = $3`,
);

// There is one operator; the first sign-in writes the row that its sign-ins refer to.
export const operator = statement(
  'tpp_portal.person_operator',
  `WITH made AS (
     INSERT INTO tpp_portal.person (person_id, kind, name, email, created_at)
     VALUES ($1, 'operator', 'Operator', 'operator', $2)
     ON CONFLICT (email) DO NOTHING RETURNING person_id)
   SELECT person_id FROM made
   UNION ALL SELECT person_id FROM tpp_portal.person WHERE email = 'operator' LIMIT 1`,
);
