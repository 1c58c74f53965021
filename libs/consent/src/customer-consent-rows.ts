import type { AuthorizationDetail } from '@sandbank/oauth';
import { deadlinesOf } from './consent-deadlines.js';
import { effectiveStatus, type ConsentStatus, type GrantStatus } from './consent-state.js';
import type { ConsentTransition, CustomerConsent } from './customer-consents.js';

/** A row of the statements of `CustomerConsents`. */
export interface CustomerConsentRow {
  readonly consent_id: string;
  readonly client_id: string;
  readonly type: string;
  readonly granted: AuthorizationDetail & { readonly AccountIds?: readonly string[] };
  readonly status: ConsentStatus;
  readonly authorise_by: Date;
  readonly expires_at: Date | null;
  readonly reauthenticate_by: Date | null;
  readonly changed_at: Date;
  readonly grant_status: GrantStatus;
  readonly grant_expires_at: Date | null;
  readonly grant_updated_at: Date;
  readonly since: Date;
}

/** An entry of its `history`, out of JSON. */
export interface TransitionRow {
  readonly version: number;
  readonly from_status: ConsentStatus | null;
  readonly to_status: ConsentStatus;
  readonly changed_at: string;
  readonly changed_by: string;
  readonly surface: string;
  readonly reason: string | null;
}

/** Reads a row as it stands at `now`. */
export function toCustomerConsent(row: CustomerConsentRow, now: Date): CustomerConsent {
  const { AccountIds = [], ...details } = row.granted;
  const { status, endedAt } = ending(row, now);
  const endsAt = earliest(row.expires_at, row.grant_expires_at);
  return {
    consentId: row.consent_id,
    clientId: row.client_id,
    type: row.type,
    details,
    accountIds: AccountIds,
    status,
    since: row.since,
    ...(endsAt !== undefined && { endsAt }),
    ...(row.reauthenticate_by !== null && { confirmBy: row.reauthenticate_by }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

/** The state at `now`, and when it ended if it has: by a transition, by the clock, or with its grant. */
function ending(row: CustomerConsentRow, now: Date): { status: ConsentStatus; endedAt?: Date } {
  const expiresAt = row.expires_at ?? undefined;
  const status = effectiveStatus(deadlinesOf(row), now);
  if (status !== 'AUTHORISED' && status !== 'SUSPENDED') {
    return { status, endedAt: status === row.status ? row.changed_at : (expiresAt ?? now) };
  }
  const { grant_status: grant, grant_expires_at: grantEnd, grant_updated_at: endedAt } = row;
  if (grant === 'REVOKED' || grant === 'EXPIRED') return { status: grant, endedAt };
  if (grantEnd !== null && grantEnd <= now) return { status: 'EXPIRED', endedAt: grantEnd };
  return { status };
}

export const toTransition = (row: TransitionRow): ConsentTransition => ({
  version: row.version,
  to: row.to_status,
  at: new Date(row.changed_at),
  by: row.changed_by,
  surface: row.surface,
  ...(row.from_status !== null && { from: row.from_status }),
  ...(row.reason !== null && { reason: row.reason }),
});

function earliest(...dates: readonly (Date | null)[]): Date | undefined {
  const known = dates.filter((date) => date !== null).map((date) => date.getTime());
  return known.length === 0 ? undefined : new Date(Math.min(...known));
}
