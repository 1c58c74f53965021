import type { AuthorizationDetail } from '@sandbank/oauth';
import type { AccessToAccounts } from './authorization-details/authorization-details-type.js';
import { authorizationDetailsType } from './authorization-details/authorization-details.js';
import { dated, deadlinesOf } from './consent-deadlines.js';
import { effectiveStatus, type ConsentStatus, type GrantStatus } from './consent-state.js';

/** What a resource server reads of a consent for one call. */
export interface ResourceConsent extends AccessToAccounts {
  readonly consentId: string;
  readonly grantId: string;
  readonly bank: string;
  readonly clientId: string;
  readonly customerId: string;
  readonly type: string;
  /** What was agreed, entry by entry, as it was authorised. */
  readonly details: AuthorizationDetail;
  /** The same as the token of a call says it, perhaps less (RFC 9396 6); absent where no token is read. */
  readonly entry?: AuthorizationDetail;
  /** The state at the time of asking: what the clock or the grant has ended counts as ended. */
  readonly status: ConsentStatus;
  readonly accountIds: readonly string[];
  readonly expiresAt?: Date;
}

/** The grant of a row of `tokenStandingSql`. */
export interface ResourceGrantRow {
  readonly grant_id: string;
  readonly bank: string;
  readonly client_id: string;
  readonly customer_id: string;
  readonly grant_status: GrantStatus;
  readonly grant_expires_at: Date | null;
}

/** One consent in it, out of JSON. */
export interface ResourceConsentRow {
  readonly consent_id: string;
  readonly type: string;
  readonly status: ConsentStatus;
  readonly authorise_by: string;
  readonly expires_at: string | null;
  readonly reauthenticate_by: string | null;
  readonly granted: AuthorizationDetail;
  readonly account_ids: readonly string[];
}

/** Reads a consent of a row of `tokenStandingSql` as it stands, under its grant, at `now`. */
export function toResourceConsent(
  row: ResourceConsentRow,
  grant: ResourceGrantRow,
  now: Date,
): ResourceConsent {
  return {
    consentId: row.consent_id,
    grantId: grant.grant_id,
    bank: grant.bank,
    clientId: grant.client_id,
    customerId: grant.customer_id,
    type: row.type,
    details: row.granted,
    status: statusUnderGrant(row, grant, now),
    ...accessOf(row.granted),
    accountIds: row.account_ids,
    ...dated('expiresAt', row.expires_at),
  };
}

/** The data that an entry opens; none, where its type is about something else. */
const accessOf = (granted: AuthorizationDetail): AccessToAccounts =>
  authorizationDetailsType(granted.type)?.access?.(granted) ?? { permissions: [] };

function statusUnderGrant(
  row: ResourceConsentRow,
  { grant_status: grantStatus, grant_expires_at: grantEnd }: ResourceGrantRow,
  now: Date,
): ConsentStatus {
  const status = effectiveStatus(deadlinesOf(row), now);
  if (status !== 'AUTHORISED') return status;
  if (grantStatus === 'REVOKED') return 'REVOKED';
  const grantIsOver = grantEnd !== null && grantEnd <= now;
  return grantStatus === 'EXPIRED' || grantIsOver ? 'EXPIRED' : status;
}
