import type { AuthorizationDetail } from '@sandbank/oauth';
import { deadlinesOf, type DeadlinesRow } from './consent-deadlines.js';
import { effectiveStatus, type ConsentStatus, type GrantStatus } from './consent-state.js';

// What a client does with its own consents without any customer: it lodges them, looks at them, gives them back.

/** How long a lodged consent waits for its customer: a link in a message may be opened the next morning. */
export const lodgedSeconds = 86_400;

/** A consent as its client may know it, at the time of asking. */
export interface ClientConsent {
  readonly consentId: string;
  readonly bank: string;
  readonly clientId: string;
  readonly type: string;
  /** What the clock or the grant has ended counts as ended. */
  readonly status: ConsentStatus;
  /** Since when it is in this state. */
  readonly since: Date;
  readonly createdAt: Date;
  /** What was agreed, or what was asked for as long as nothing was. */
  readonly details: AuthorizationDetail;
  readonly accountIds: readonly string[];
  readonly expiresAt: Date | undefined;
  /** True where the client lodged it, false where a pushed request made it; told while it awaits its customer. */
  readonly isLodged: boolean;
  /** True once its own client gave it back: then it is there no more. */
  readonly isWithdrawn: boolean;
  /** True while an operator of its bank has suspended it. */
  readonly isHalted: boolean;
  /** The grant it belongs to, once there is one. */
  readonly grant: ClientGrant | undefined;
}

/** The grant of a client's consent. */
export interface ClientGrant {
  readonly grantId: string;
  readonly customerId: string;
  /** What the clock has ended counts as ended. */
  readonly status: GrantStatus;
  readonly scopes: readonly string[];
}

/** The row of `clientConsentSql`. */
export type ClientConsentRow = DeadlinesRow & {
  readonly consent_id: string;
  readonly bank: string;
  readonly client_id: string;
  readonly type: string;
  readonly authorise_by: Date;
  readonly expires_at: Date | null;
  readonly reauthenticate_by: Date | null;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly surface: string;
  readonly requested: AuthorizationDetail;
  readonly granted: (AuthorizationDetail & { readonly AccountIds: readonly string[] }) | null;
  readonly grant_id: string | null;
  readonly customer_id: string | null;
  readonly grant_status: GrantStatus | null;
  readonly grant_expires_at: Date | null;
  readonly scopes: readonly string[] | null;
};

/** Columns for `toClientConsent`, of a consent `c` and its grant `g`. */
export const clientConsentColumns = `
  c.consent_id, c.bank, c.client_id, c.type, c.status, c.authorise_by, c.expires_at,
  c.reauthenticate_by, c.created_at, c.changed_at, c.surface, c.requested, c.granted,
  c.grant_id, c.customer_id, g.status AS grant_status, g.expires_at AS grant_expires_at, g.scopes`;

/** A SELECT of one consent for `toClientConsent`; `consentId` is an expression. */
export const clientConsentSql = (consentId: string): string => `
  SELECT ${clientConsentColumns}
  FROM consent.consent c LEFT JOIN consent."grant" g ON g.grant_id = c.grant_id
  WHERE c.consent_id = ${consentId}`;

/** A call by which a client gives a consent of its own back; its operands are expressions, its answer says whether there was one. */
export const withdrawConsentSql = (
  consentId: string,
  bank: string,
  clientId: string,
  now: string,
  interactionId: string,
): string =>
  `consent.withdraw_consent(${consentId}, ${bank}, ${clientId}, ${now}, ${interactionId})`;

/** Reads a row of `clientConsentSql` as it stands at `now`. */
export function toClientConsent(row: ClientConsentRow, now: Date): ClientConsent {
  const { AccountIds: accountIds = [], ...details } = row.granted ?? { ...row.requested };
  const grant = grantOf(row, now);
  const status = statusOf(row, grant, now);
  return {
    ...{ consentId: row.consent_id, bank: row.bank, clientId: row.client_id, type: row.type },
    ...{ status, since: sinceWhen(row, status) },
    createdAt: row.created_at,
    details,
    accountIds: accountIds as readonly string[],
    expiresAt: row.expires_at ?? undefined,
    isLodged: row.status === 'AWAITING_AUTHORISATION' && row.surface === 'consents-api',
    isWithdrawn: row.status !== 'AWAITING_AUTHORISATION' && row.surface === 'consents-api',
    isHalted: row.status === 'SUSPENDED' && row.surface === 'operator',
    grant,
  };
}

function grantOf(row: ClientConsentRow, now: Date): ClientGrant | undefined {
  const { grant_id: grantId, customer_id: customerId, grant_status: kept, scopes } = row;
  if (grantId === null || customerId === null || kept === null || scopes === null) return undefined;
  const isOver = row.grant_expires_at !== null && row.grant_expires_at <= now;
  const status = isOver && (kept === 'ACTIVE' || kept === 'UNCLAIMED') ? 'EXPIRED' : kept;
  return { grantId, customerId, status, scopes };
}

/** A consent does not outlive its grant. */
function statusOf(row: ClientConsentRow, grant: ClientGrant | undefined, now: Date): ConsentStatus {
  const status = effectiveStatus(deadlinesOf(row), now);
  return status === 'AUTHORISED' && grant?.status === 'EXPIRED' ? 'EXPIRED' : status;
}

/** What the clock did counts from its moment, whenever it was written down. */
function sinceWhen(row: ClientConsentRow, status: ConsentStatus): Date {
  const byClock: Partial<Record<ConsentStatus, Date | null>> = {
    REJECTED: row.authorise_by,
    EXPIRED: row.expires_at ?? row.grant_expires_at,
    SUSPENDED: row.reauthenticate_by,
  };
  const isByClock = row.status !== status || row.surface === 'clock';
  return (isByClock ? byClock[status] : undefined) ?? row.changed_at;
}
