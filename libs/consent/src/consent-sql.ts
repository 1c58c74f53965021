import { sourcesOf } from './consent-state.js';

// Text that an app may put inside its own statement, so that a change here and a change there are one
// statement. Each fragment takes the number of its parameter, and one parameter carries everything.

/** A parameter of the surrounding statement. */
export type Parameter = `$${number}`;

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/**
 * An INSERT of consents that await their customer; `parameter` takes `awaitingConsents(…)`, and nothing
 * is written unless `condition` holds. Answers a row `consent_id` for each.
 */
export const createAwaitingSql = (parameter: Parameter, condition = 'TRUE'): string => `
  INSERT INTO consent.consent (consent_id, bank, client_id, type, single_use, accounts_max, requested,
    authorise_by, created_at, status, changed_at, changed_by, surface, reason, interaction_id)
  SELECT r.consent_id, r.bank, r.client_id, r.requested ->> 'type', r.single_use, r.accounts_max, r.requested,
    r.authorise_by, r.now, 'AWAITING_AUTHORISATION', r.now, r.by, r.surface, r.reason, r.interaction_id
  FROM jsonb_to_recordset(${parameter}::jsonb) AS r(consent_id uuid, bank text, client_id text,
    single_use boolean, accounts_max integer, requested jsonb, authorise_by timestamptz,
    now timestamptz, by text, surface text, reason text, interaction_id uuid)
  WHERE ${condition}
  RETURNING consent_id`;

/**
 * Common table expressions (without WITH) of one approval; `parameter` takes `approvalOf(…)`.
 * The last, `authorised_grant`, holds one row `grant_id` when everything was approved; when any consent
 * no longer awaits its customer it is empty and nothing has changed.
 */
export const authoriseCtes = (parameter: Parameter): string => `
  approval AS (
    SELECT * FROM jsonb_to_record(${parameter}::jsonb) AS a(grant_id uuid, bank text, client_id text,
      customer_id uuid, scopes text[], claim_by timestamptz, grant_expires_at timestamptz,
      now timestamptz, by text, surface text, reason text, interaction_id uuid)
  ), approved AS (
    SELECT * FROM jsonb_to_recordset(${parameter}::jsonb -> 'consents')
      AS c(consent_id uuid, granted jsonb, expires_at timestamptz)
  ), asked AS (
    -- Found by key and locked before anything is judged, in one order for everybody.
    SELECT consent_id, bank, client_id, status, authorise_by FROM consent.consent
    WHERE consent_id = ANY(ARRAY(SELECT consent_id FROM approved))
    ORDER BY consent_id FOR UPDATE
  ), awaiting AS (
    SELECT asked.consent_id FROM asked, approval a
    WHERE asked.status = 'AWAITING_AUTHORISATION' AND asked.authorise_by > a.now
      AND asked.client_id = a.client_id AND asked.bank = a.bank
  ), authorised_grant AS (
    INSERT INTO consent."grant" (grant_id, bank, client_id, customer_id, status, scopes, created_at,
      updated_at, updated_by, claim_by, expires_at)
    SELECT a.grant_id, a.bank, a.client_id, a.customer_id, 'UNCLAIMED', a.scopes, a.now,
      a.now, 'client', a.claim_by, a.grant_expires_at
    FROM approval a
    WHERE (SELECT count(*) FROM awaiting) = (SELECT count(*) FROM approved)
    RETURNING grant_id
  ), authorised_consent AS (
    UPDATE consent.consent c SET status = 'AUTHORISED', grant_id = g.grant_id,
      customer_id = a.customer_id, granted = ap.granted, expires_at = ap.expires_at,
      changed_at = a.now, changed_by = a.by, surface = a.surface, reason = a.reason,
      interaction_id = a.interaction_id
    FROM authorised_grant g, approval a, approved ap
    WHERE c.consent_id = ap.consent_id
      AND c.consent_id = ANY(ARRAY(SELECT consent_id FROM awaiting))
    RETURNING c.consent_id
  )`;

/** One arrow of the state machine: $1 consent, $2 state, $3 states it may come from, $4–$8 the act. */
export const moveSql = `
  UPDATE consent.consent SET status = $2, changed_at = $4, changed_by = $5, surface = $6, reason = $7,
    interaction_id = $8
  WHERE consent_id = $1 AND status = ANY($3)
  RETURNING consent_id`;

/**
 * Common table expressions (without WITH) that end grants and every living consent of them: those whose
 * `grant_id` is in the table expression `from`; `parameter` takes `revocationOf(…)`. The first, `ended_grant`,
 * holds a row `grant_id` for each grant that had not ended before.
 */
export const revokeGrantCtes = (from: string, parameter: Parameter): string => `
  revocation AS (
    SELECT * FROM jsonb_to_record(${parameter}::jsonb) AS a(now timestamptz, by text, surface text,
      reason text, interaction_id uuid, updated_by text)
  ), ended_grant AS (
    UPDATE consent."grant" g SET status = 'REVOKED', updated_at = a.now, updated_by = a.updated_by
    FROM revocation a
    WHERE g.grant_id = ANY(ARRAY(SELECT grant_id FROM ${from}))
      AND g.status IN ('UNCLAIMED', 'ACTIVE')
    RETURNING g.grant_id
  ), ended_consent AS (
    UPDATE consent.consent c SET status = 'REVOKED', changed_at = a.now, changed_by = a.by,
      surface = a.surface, reason = a.reason, interaction_id = a.interaction_id
    FROM revocation a
    WHERE c.grant_id = ANY(ARRAY(SELECT grant_id FROM ended_grant))
      AND c.status IN (${list(sourcesOf('REVOKED'))})
    RETURNING c.consent_id
  )`;

/**
 * A call that uses up a consent of a single use, that of one payment, for a role that may do nothing else to
 * consents; its operands are expressions. It answers the id of the consent, or fails the statement around it (`isSpentConsent`).
 */
export const consumePaymentSql = (consentId: string, now: string, interactionId: string): string =>
  `consent.consume_payment(${consentId}, ${now}, ${interactionId})`;

/** True for the failure of `consumePaymentSql`: the consent is not authorised at that moment, or was used. */
export const isSpentConsent = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'consent_single_use';

/** Ends a grant and every living consent of it: $1 grant, $2 `revocationOf(…)`. */
export const revokeGrantSql = `
  WITH named AS (SELECT $1::uuid AS grant_id), ${revokeGrantCtes('named', '$2')}
  SELECT grant_id FROM ended_grant`;

/**
 * An UPDATE that makes a grant active when its first tokens are claimed (GM-5.6). `grantId` and `now` are
 * expressions, `from` the table expression they come from. Answers `grant_id` while the grant is usable.
 */
export const claimGrantSql = (grantId: string, now: string, from?: string): string => `
  UPDATE consent."grant" AS claimed SET status = 'ACTIVE', claimed_at = coalesce(claimed.claimed_at, ${now}),
    updated_at = ${now}
  ${from === undefined ? '' : `FROM ${from}`}
  WHERE claimed.grant_id = ${grantId}
    AND (claimed.status = 'ACTIVE' OR (claimed.status = 'UNCLAIMED' AND claimed.claim_by > ${now}))
    AND (claimed.expires_at IS NULL OR claimed.expires_at > ${now})
  RETURNING claimed.grant_id`;

/** A scalar: the consents of a grant as a JSON array, for `toGrantedConsents`. */
export const consentsOfGrantSql = (grantId: string): string => `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('consent_id', c.consent_id, 'status', c.status,
      'granted', c.granted, 'authorise_by', c.authorise_by, 'expires_at', c.expires_at)
      ORDER BY c.consent_id), '[]')
   FROM consent.consent c WHERE c.grant_id = ${grantId})`;

/** Writes down up to $2 consents that the clock has ended at $1. */
export const expireSql = `
  WITH due AS (
    SELECT consent_id FROM consent.consent
    WHERE status = 'AUTHORISED' AND expires_at <= $1
    ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ), lapsed AS (
    SELECT consent_id FROM consent.consent
    WHERE status = 'AWAITING_AUTHORISATION' AND authorise_by <= $1
    ORDER BY authorise_by LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE consent.consent c
  SET status = CASE c.status WHEN 'AUTHORISED' THEN 'EXPIRED' ELSE 'REJECTED' END, changed_at = $1,
    changed_by = 'clock', surface = 'clock', interaction_id = NULL,
    reason = CASE c.status WHEN 'AUTHORISED' THEN 'its time is over' ELSE 'nobody answered in time' END
  WHERE c.consent_id IN (SELECT consent_id FROM due UNION ALL SELECT consent_id FROM lapsed)
  RETURNING c.consent_id`;

/** Ends up to $2 grants whose tokens nobody claimed by $1, and their consents (GM-5.6). */
export const expireUnclaimedSql = `
  WITH due AS (
    SELECT grant_id FROM consent."grant" WHERE status = 'UNCLAIMED' AND claim_by <= $1
    ORDER BY claim_by LIMIT $2 FOR UPDATE SKIP LOCKED
  ), ended AS (
    UPDATE consent."grant" g SET status = 'EXPIRED', updated_at = $1, updated_by = 'authorization_server'
    FROM due WHERE g.grant_id = due.grant_id RETURNING g.grant_id
  ), expired AS (
    UPDATE consent.consent c SET status = 'EXPIRED', changed_at = $1, changed_by = 'clock',
      surface = 'clock', reason = 'its tokens were never claimed', interaction_id = NULL
    FROM ended WHERE c.grant_id = ended.grant_id AND c.status = 'AUTHORISED'
    RETURNING c.consent_id
  )
  SELECT grant_id FROM ended`;
