import { violates } from '@sandbank/platform';

// Text that an app may put inside its own statement, so that a change here and a change there are one
// statement. Each fragment takes the number of its parameter, and one parameter carries everything.

/** A parameter of the surrounding statement. */
export type Parameter = `$${number}`;

/** A condition: the clock has not ended the consent. What it has ended stays expired, for everybody was told so. */
export const livesAtSql = (alias: string, now: string): string =>
  `(${alias}.status <> 'AUTHORISED' OR ${alias}.expires_at IS NULL OR ${alias}.expires_at > ${now})`;

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
 * One arrow of the state machine: $1 consent, $2 state, $3 states it may come from, $4–$8 the act. Nobody revokes, uses
 * or takes up again what the clock has ended.
 */
export const moveSql = `
  UPDATE consent.consent c SET status = $2, changed_at = $4, changed_by = $5, surface = $6, reason = $7,
    interaction_id = $8
  WHERE c.consent_id = $1 AND c.status = ANY($3)
    AND ($2 = 'EXPIRED' OR ($2 = 'REVOKED' AND c.status = 'SUSPENDED') OR c.expires_at IS NULL OR c.expires_at > $4)
    AND ($2 <> 'CONSUMED' OR c.reauthenticate_by IS NULL OR c.reauthenticate_by > $4)
  RETURNING c.consent_id`;

/**
 * A call that uses up a consent of a single use, that of one payment, for a role that may do nothing else to
 * consents; its operands are expressions. It answers the id of the consent, or fails the statement around it (`isSpentConsent`).
 */
export const consumePaymentSql = (consentId: string, now: string, interactionId: string): string =>
  `consent.consume_payment(${consentId}, ${now}, ${interactionId})`;

/** The same for an order that the bank carries out later. */
export const consumeOrderSql = (consentId: string, now: string, interactionId: string): string =>
  `consent.consume_order(${consentId}, ${now}, ${interactionId})`;

/** True for the failure of `consumePaymentSql`: the consent is not authorised at that moment, or was used. */
export const isSpentConsent = (error: unknown): boolean => violates(error, 'consent_single_use');

/**
 * A call that holds a consent of many uses still until the payment under it is written; its operands are expressions. It
 * answers the id of the consent, or fails the statement around it (`isEndedConsent`).
 */
export const standForPaymentSql = (consentId: string, now: string): string =>
  `consent.stand_for_payment(${consentId}, ${now})`;

/** True for the failure of `standForPaymentSql`: the consent has ended, or is suspended. */
export const isEndedConsent = (error: unknown): boolean => violates(error, 'consent_stands');

/** A scalar: when the customer first agreed to a consent, which is the second line of its history. */
export const agreedAtSql = (consentId: string): string =>
  `(SELECT h.changed_at FROM consent.consent_history h WHERE h.consent_id = ${consentId} AND h.version = 2)`;

/** Why the clock suspends a consent. */
export const reauthenticationIsDue = 'its customer must sign in again';

/** Writes down up to $2 consents each that the clock has ended or suspended at $1. */
export const expireSql = `
  WITH due AS (
    SELECT consent_id FROM consent.consent
    WHERE status = 'AUTHORISED' AND expires_at <= $1
    ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ), lapsed AS (
    SELECT consent_id FROM consent.consent
    WHERE status = 'AWAITING_AUTHORISATION' AND authorise_by <= $1
    ORDER BY authorise_by LIMIT $2 FOR UPDATE SKIP LOCKED
  ), overdue AS (
    SELECT consent_id FROM consent.consent
    WHERE status = 'AUTHORISED' AND reauthenticate_by <= $1 AND (expires_at IS NULL OR expires_at > $1)
    ORDER BY reauthenticate_by LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE consent.consent c
  SET changed_at = $1, changed_by = 'clock', surface = 'clock', interaction_id = NULL,
    status = CASE WHEN c.status = 'AWAITING_AUTHORISATION' THEN 'REJECTED'
      WHEN c.expires_at <= $1 THEN 'EXPIRED' ELSE 'SUSPENDED' END,
    reason = CASE WHEN c.status = 'AWAITING_AUTHORISATION' THEN 'nobody answered in time'
      WHEN c.expires_at <= $1 THEN 'its time is over' ELSE '${reauthenticationIsDue}' END
  WHERE c.consent_id = ANY(ARRAY(SELECT consent_id FROM due UNION ALL SELECT consent_id FROM lapsed
    UNION ALL SELECT consent_id FROM overdue))
  RETURNING c.consent_id`;
