import type { AuthorizationDetail } from '@sandbank/oauth';
import { actOf, type Act } from './act.js';
import { authorizationDetailsType } from './authorization-details/authorization-details.js';

/** A consent that a client asks for (state AWAITING_AUTHORISATION). */
export interface AwaitingConsent {
  readonly consentId: string;
  readonly bank: string;
  readonly clientId: string;
  /** One parsed entry of `authorization_details`. */
  readonly requested: AuthorizationDetail;
  /** When the question lapses at the latest: the end of the pushed request and of the journey it may begin. */
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

/** The parameter of `createAwaitingSql`; throws for a type that is not on the list. */
export function awaitingConsents(consents: readonly AwaitingConsent[]): string {
  return JSON.stringify(
    consents.map(({ consentId, bank, clientId, requested, authoriseBy, act }) => ({
      consent_id: consentId,
      bank,
      client_id: clientId,
      ...limitsOf(requested),
      requested,
      authorise_by: lapseOf(requested, authoriseBy, act.now),
      ...actOf(act),
    })),
  );
}

/** What would be over with the customer's yes is not asked any more, nor what the app wanted answered before. */
function lapseOf(requested: AuthorizationDetail, authoriseBy: Date, now: Date): Date {
  const type = authorizationDetailsType(requested.type);
  const ends = [type?.expiresAt(requested, now), type?.approveBy?.(requested)];
  return ends.reduce<Date>(
    (least, end) => (end !== undefined && end < least ? end : least),
    authoriseBy,
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
