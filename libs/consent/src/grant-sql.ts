import { livesAtSql, type Parameter } from './consent-sql.js';
import { sourcesOf } from './consent-state.js';

// As in consent-sql: text for the statements of an app. Whoever locks a grant and its consents locks the grant first.

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** The condition under which the grant of this alias is in force; `now` is an expression. */
export const grantIsActiveSql = (alias: string, now: string): string =>
  `${alias}.status = 'ACTIVE' AND (${alias}.expires_at IS NULL OR ${alias}.expires_at > ${now})`;

/** Locks the active grant $1 of bank $2, client $3 and customer $4 at $5, before it is added to or replaced. */
export const holdGrantSql = `
  SELECT g.grant_id FROM consent."grant" g
  WHERE g.grant_id = $1 AND g.bank = $2 AND g.client_id = $3 AND g.customer_id = $4
    AND ${grantIsActiveSql('g', '$5')}
  FOR NO KEY UPDATE`;

const scopesOfBoth = `
  ARRAY(SELECT s FROM unnest(g.scopes || a.scopes) WITH ORDINALITY AS both_of_them(s, at)
    GROUP BY s ORDER BY min(at))`;

const claimsOfBoth = `
  CASE WHEN g.claims IS NULL OR a.claims IS NULL THEN coalesce(g.claims, a.claims)
  ELSE (SELECT jsonb_object_agg(part, coalesce(g.claims -> part, '{}') || coalesce(a.claims -> part, '{}'))
    FROM jsonb_object_keys(g.claims || a.claims) AS part) END`;

/**
 * Common table expressions (without WITH) of one approval; `parameter` takes `approvalOf(…)`.
 * Of them `authorised_grant` holds one row `grant_id` when everything was approved; when any consent no longer awaits
 * its customer, or the grant to be changed is not active, it is empty and nothing has changed.
 */
export const authoriseCtes = (parameter: Parameter): string => `
  approval AS (
    SELECT * FROM jsonb_to_record(${parameter}::jsonb) AS a(action text, grant_id uuid, bank text,
      client_id text, customer_id uuid, scopes text[], claims jsonb, claim_by timestamptz,
      grant_expires_at timestamptz, now timestamptz, by text, surface text, reason text,
      interaction_id uuid)
  ), approved AS (
    SELECT * FROM jsonb_to_recordset(${parameter}::jsonb -> 'consents')
      AS c(consent_id uuid, granted jsonb, expires_at timestamptz, reauthenticate_by timestamptz)
  ), asked AS (
    -- Found by key and locked before anything is judged, in one order for everybody.
    SELECT consent_id, bank, client_id, status, authorise_by FROM consent.consent
    WHERE consent_id = ANY(ARRAY(SELECT consent_id FROM approved))
    ORDER BY consent_id FOR UPDATE
  ), awaiting AS (
    SELECT asked.consent_id FROM asked, approval a
    WHERE asked.status = 'AWAITING_AUTHORISATION' AND asked.authorise_by > a.now
      AND asked.client_id = a.client_id AND asked.bank = a.bank
  ), whole AS (
    SELECT * FROM approval
    WHERE (SELECT count(*) FROM awaiting) = (SELECT count(*) FROM approved)
  ), made_grant AS (
    INSERT INTO consent."grant" (grant_id, bank, client_id, customer_id, status, scopes, claims, created_at,
      updated_at, updated_by, claim_by, expires_at, changed_by, surface, reason, interaction_id)
    SELECT a.grant_id, a.bank, a.client_id, a.customer_id, 'UNCLAIMED', a.scopes, a.claims, a.now,
      a.now, 'client', a.claim_by, a.grant_expires_at, a.by, a.surface, a.reason, a.interaction_id
    FROM whole a WHERE a.action = 'create'
    RETURNING grant_id
  ), changed_grant AS (
    UPDATE consent."grant" g SET revision = g.revision + 1,
      scopes = CASE a.action WHEN 'merge' THEN ${scopesOfBoth} ELSE a.scopes END,
      claims = CASE a.action WHEN 'merge' THEN ${claimsOfBoth} ELSE a.claims END,
      updated_at = a.now, updated_by = 'client', changed_by = a.by, surface = a.surface,
      reason = a.reason, interaction_id = a.interaction_id
    FROM whole a
    WHERE a.action IN ('merge', 'replace') AND g.grant_id = a.grant_id AND g.bank = a.bank
      AND g.client_id = a.client_id AND g.customer_id = a.customer_id
      AND ${grantIsActiveSql('g', 'a.now')}
    RETURNING g.grant_id
  ), replaced_consent AS (
    UPDATE consent.consent c SET status = 'REVOKED', changed_at = a.now, changed_by = a.by,
      surface = a.surface, reason = 'replaced', interaction_id = a.interaction_id
    FROM approval a
    WHERE a.action = 'replace' AND c.grant_id = ANY(ARRAY(SELECT grant_id FROM changed_grant))
      AND c.status IN (${list(sourcesOf('REVOKED'))}) AND ${livesAtSql('c', 'a.now')}
    RETURNING c.consent_id
  ), authorised_grant AS (
    SELECT grant_id FROM made_grant UNION ALL SELECT grant_id FROM changed_grant
  ), authorised_consent AS (
    UPDATE consent.consent c SET status = 'AUTHORISED', grant_id = g.grant_id,
      customer_id = a.customer_id, granted = ap.granted, expires_at = ap.expires_at,
      reauthenticate_by = ap.reauthenticate_by,
      changed_at = a.now, changed_by = a.by, surface = a.surface, reason = a.reason,
      interaction_id = a.interaction_id
    FROM authorised_grant g, approval a, approved ap
    WHERE c.consent_id = ap.consent_id
      AND c.consent_id = ANY(ARRAY(SELECT consent_id FROM awaiting))
    RETURNING c.consent_id
  )`;

/**
 * Common table expressions (without WITH) that end grants: those whose `grant_id` is in the table expression `from`;
 * `parameter` takes `revocationOf(…)`. The last, `ended_grant`, holds a row `grant_id` for each grant that had not ended
 * before. The living consents of a grant end with it, by a trigger.
 */
export const revokeGrantCtes = (from: string, parameter: Parameter): string => `
  revocation AS (
    SELECT * FROM jsonb_to_record(${parameter}::jsonb) AS a(now timestamptz, by text, surface text,
      reason text, interaction_id uuid, updated_by text)
  ), ended_grant AS (
    UPDATE consent."grant" g SET status = 'REVOKED', updated_at = a.now, updated_by = a.updated_by,
      changed_by = a.by, surface = a.surface, reason = a.reason, interaction_id = a.interaction_id
    FROM revocation a
    WHERE g.grant_id = ANY(ARRAY(SELECT grant_id FROM ${from}))
      AND g.status IN ('UNCLAIMED', 'ACTIVE')
    RETURNING g.grant_id
  )`;

/** Ends a grant and every living consent of it: $1 grant, $2 `revocationOf(…)`. */
export const revokeGrantSql = `
  WITH named AS (SELECT $1::uuid AS grant_id), ${revokeGrantCtes('named', '$2')}
  SELECT grant_id FROM ended_grant`;

/**
 * An UPDATE that makes a grant active when its first tokens are claimed (GM-5.6). `grantId` and `now` are
 * expressions, `from` the table expression they come from; with `revision`, an expression too, the grant must not have
 * been approved anew since. Answers `grant_id` while the grant is usable.
 */
export const claimGrantSql = (
  grantId: string,
  now: string,
  from?: string,
  revision = 'claimed.revision',
): string => `
  UPDATE consent."grant" AS claimed SET status = 'ACTIVE', claimed_at = coalesce(claimed.claimed_at, ${now}),
    updated_at = ${now}, updated_by = 'client', changed_by = 'client:' || claimed.client_id, surface = 'token',
    reason = NULL, interaction_id = NULL
  ${from === undefined ? '' : `FROM ${from}`}
  WHERE claimed.grant_id = ${grantId} AND claimed.revision = ${revision}
    AND (claimed.status = 'ACTIVE' OR (claimed.status = 'UNCLAIMED' AND claimed.claim_by > ${now}))
    AND (claimed.expires_at IS NULL OR claimed.expires_at > ${now})
  RETURNING claimed.grant_id`;

/** A scalar: the consents of a grant as a JSON array, for `toGrantedConsents`. */
export const consentsOfGrantSql = (grantId: string): string => `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('consent_id', c.consent_id, 'status', c.status,
      'granted', c.granted, 'authorise_by', c.authorise_by, 'expires_at', c.expires_at,
      'reauthenticate_by', c.reauthenticate_by)
      ORDER BY c.consent_id), '[]')
   FROM consent.consent c WHERE c.grant_id = ${grantId})`;

/** Ends up to $2 grants whose tokens nobody claimed by $1, and with them their consents (GM-5.6). */
export const expireUnclaimedSql = `
  WITH due AS (
    SELECT grant_id FROM consent."grant" WHERE status = 'UNCLAIMED' AND claim_by <= $1
    ORDER BY claim_by LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE consent."grant" g SET status = 'EXPIRED', updated_at = $1, updated_by = 'authorization_server',
    changed_by = 'clock', surface = 'clock', reason = 'its tokens were never claimed', interaction_id = NULL
  FROM due WHERE g.grant_id = due.grant_id
  RETURNING g.grant_id`;

/** A scalar: a grant with its consents as a JSON object, for `toHeldGrant`; null when there is none. */
export const heldGrantSql = (grantId: string): string => `
  (SELECT jsonb_build_object('grant_id', g.grant_id, 'bank', g.bank, 'client_id', g.client_id,
      'customer_id', g.customer_id, 'status', g.status, 'revision', g.revision, 'scopes', g.scopes,
      'claims', g.claims, 'created_at', g.created_at, 'updated_at', g.updated_at,
      'updated_by', g.updated_by, 'expires_at', g.expires_at,
      'last_change', (SELECT jsonb_build_object('at', c.changed_at, 'by', c.changed_by)
        FROM consent.consent c WHERE c.grant_id = g.grant_id ORDER BY c.changed_at DESC LIMIT 1),
      'consents', ${consentsOfGrantSql('g.grant_id')})
   FROM consent."grant" g WHERE g.grant_id = ${grantId})`;
