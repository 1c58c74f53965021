import type { AuthorizationDetail } from '@sandbank/oauth';
import { authorizationDetailsType } from './authorization-details/authorization-details.js';
import { dated, deadlinesOf } from './consent-deadlines.js';
import { effectiveStatus, type ConsentStatus } from './consent-state.js';

/** A consent as a client holds it through its grant. */
export interface GrantedConsent {
  readonly consentId: string;
  /** The state at the time of asking. */
  readonly status: ConsentStatus;
  readonly details: AuthorizationDetail;
  readonly accountIds: readonly string[];
  readonly expiresAt?: Date | undefined;
}

interface GrantedConsentRow {
  readonly consent_id: string;
  readonly status: ConsentStatus;
  readonly granted: AuthorizationDetail & { readonly AccountIds?: readonly string[] };
  readonly authorise_by: string;
  readonly expires_at: string | null;
  readonly reauthenticate_by: string | null;
}

/** Reads the value of `consentsOfGrantSql` as it stands at `now`. */
export function toGrantedConsents(value: unknown, now: Date): GrantedConsent[] {
  return (value as readonly GrantedConsentRow[]).map((row) => {
    const { AccountIds = [], ...details } = row.granted;
    return {
      consentId: row.consent_id,
      status: effectiveStatus(deadlinesOf(row), now),
      details,
      accountIds: AccountIds,
      ...dated('expiresAt', row.expires_at),
    };
  });
}

/** The enriched `authorization_details` of a token or an introspection (RFC 9396 7, 9). */
export function enrichedDetails(consents: readonly GrantedConsent[]): AuthorizationDetail[] {
  return consents.map(({ details, ...enrichment }) => {
    const type = authorizationDetailsType(details.type);
    return type === undefined ? details : type.enrich(details, enrichment);
  });
}
