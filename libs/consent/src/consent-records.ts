import type { AuthorizationDetail } from '@sandbank/oauth';
import type { AccessToAccounts } from './authorization-details/authorization-details-type.js';
import { authorizationDetailsType } from './authorization-details/authorization-details.js';
import {
  effectiveStatus,
  type ConsentDeadlines,
  type ConsentStatus,
  type GrantStatus,
} from './consent-state.js';

/** Who moved a consent. */
export type Actor =
  | `customer:${string}`
  | `client:${string}`
  | `operator:${string}`
  | 'authorization-server'
  | 'clock';

/** Through which door it was moved. */
export type Surface =
  | 'pushed-request'
  | 'consent-page'
  | 'consents-api'
  | 'payments-api'
  | 'dashboard'
  | 'grants-api'
  | 'token'
  | 'token-revocation'
  | 'operator'
  | 'clock';

/** The circumstances of a transition, as the history keeps them. */
export interface Act {
  readonly now: Date;
  readonly by: Actor;
  readonly surface: Surface;
  readonly reason?: string | undefined;
  readonly interactionId?: string | undefined;
}

/** A consent that a client asks for (state AWAITING_AUTHORISATION). */
export interface AwaitingConsent {
  readonly consentId: string;
  readonly bank: string;
  readonly clientId: string;
  /** One parsed entry of `authorization_details`. */
  readonly requested: AuthorizationDetail;
  /** When the question lapses: the end of the pushed request and of the journey it may begin. */
  readonly authoriseBy: Date;
  readonly act: Act;
}

/** What a customer says yes to, all of it or nothing. */
export interface Approval {
  readonly grantId: string;
  readonly bank: string;
  readonly clientId: string;
  readonly customerId: string;
  /** What becomes of the grant: it is made (the default), added to, or replaced by what is approved (GM-5.2). */
  readonly action?: 'create' | 'merge' | 'replace' | undefined;
  readonly scopes: readonly string[];
  /** What was asked by the parameter `claims`. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** When a new grant ends if nobody redeems its code (GM-5.6). */
  readonly claimBy: Date;
  readonly grantExpiresAt?: Date | undefined;
  /** Until when access to accounts counts without a new sign-in; for as long as it lasts when absent. */
  readonly reauthenticateBy?: Date | undefined;
  readonly consents: readonly {
    readonly consentId: string;
    /** What was agreed: the requested entry, or less. */
    readonly granted: AuthorizationDetail;
    readonly accountIds: readonly string[];
  }[];
  readonly act: Act;
}

/** A consent as a client holds it through its grant. */
export interface GrantedConsent {
  readonly consentId: string;
  /** The state at the time of asking. */
  readonly status: ConsentStatus;
  readonly details: AuthorizationDetail;
  readonly accountIds: readonly string[];
  readonly expiresAt?: Date | undefined;
}

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

/** The parameter of `createAwaitingSql`; throws for a type that is not on the list. */
export function awaitingConsents(consents: readonly AwaitingConsent[]): string {
  return JSON.stringify(
    consents.map(({ consentId, bank, clientId, requested, authoriseBy, act }) => ({
      consent_id: consentId,
      bank,
      client_id: clientId,
      ...limitsOf(requested),
      requested,
      authorise_by: authoriseBy,
      ...actOf(act),
    })),
  );
}

function limitsOf({ type }: AuthorizationDetail) {
  const known = authorizationDetailsType(type);
  if (known === undefined) throw new Error(`${type} is no type of authorization details`);
  return { single_use: known.singleUse, accounts_max: known.accountsMax };
}

/** The parameter of `authoriseCtes`. */
export function approvalOf(approval: Approval): string {
  return JSON.stringify({
    action: approval.action ?? 'create',
    grant_id: approval.grantId,
    bank: approval.bank,
    client_id: approval.clientId,
    customer_id: approval.customerId,
    scopes: approval.scopes,
    claims: approval.claims,
    claim_by: approval.claimBy,
    grant_expires_at: approval.grantExpiresAt,
    ...actOf(approval.act),
    consents: approval.consents.map(({ consentId, granted, accountIds }) => {
      const type = authorizationDetailsType(granted.type);
      return {
        consent_id: consentId,
        granted: { ...granted, AccountIds: accountIds },
        expires_at: type?.expiresAt(granted, approval.act.now),
        reauthenticate_by: type?.reauthenticated === true ? approval.reauthenticateBy : undefined,
      };
    }),
  });
}

/** The parameter of `revokeGrantCtes`. */
export function revocationOf(act: Act): string {
  const updatedBy = act.by.startsWith('client:') ? 'client' : 'authorization_server';
  return JSON.stringify({ ...actOf(act), updated_by: updatedBy });
}

const actOf = ({ now, by, surface, reason, interactionId }: Act) => ({
  now,
  by,
  surface,
  reason,
  interaction_id: interactionId,
});

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

/** The columns that tell in which state a consent is; dates may be JSON text. */
export interface DeadlinesRow {
  readonly status: ConsentStatus;
  readonly authorise_by: Date | string;
  readonly expires_at: Date | string | null;
  readonly reauthenticate_by: Date | string | null;
}

/** Reads them for `effectiveStatus`. */
export const deadlinesOf = (row: DeadlinesRow): ConsentDeadlines => ({
  status: row.status,
  authoriseBy: new Date(row.authorise_by),
  ...dated('expiresAt', row.expires_at),
  ...dated('reauthenticateBy', row.reauthenticate_by),
});

function dated<Name extends string>(
  name: Name,
  value: Date | string | null | undefined,
): Partial<Record<Name, Date>> {
  if (value === undefined || value === null) return {};
  return { [name]: new Date(value) } as Record<Name, Date>;
}
