import { Inject, Injectable } from '@nestjs/common';
import { randomUuid } from '@sandbank/crypto';
import { ConsentStore, GrantStore, RenewalStore, type Act, type Approval } from '@sandbank/consent';
import {
  accessDenied,
  invalidGrantId,
  spaceDelimited,
  type OAuthError,
  type OAuthParameters,
} from '@sandbank/oauth';
import type { Queryable } from '@sandbank/platform';
import { redirectOf } from '../authorization/authorization-response.js';
import type { PushedRequest } from '../authorization/pushed-request.js';
import type { Issuer } from '../issuer/issuer.js';

/** A customer's yes to a request. */
export interface CustomersYes {
  readonly issuer: Issuer;
  readonly request: PushedRequest;
  readonly customerId: string;
  /** The accounts that the customer chose. */
  readonly accountIds: readonly string[];
  readonly codeExpiresAt: Date;
  readonly act: Act;
}

const daySeconds = 86_400;

/** Writes down what a customer agreed to. */
@Injectable()
export class ApprovalService {
  constructor(
    @Inject(ConsentStore) private readonly consents: ConsentStore,
    @Inject(GrantStore) private readonly grants: GrantStore,
    @Inject(RenewalStore) private readonly renewals: RenewalStore,
  ) {}

  /**
   * Makes or changes the grant and authorises the consent, or takes up again the one that was agreed to before; resolves
   * to the grant. Throws for the app what must take the transaction back: another answer was first, or something ended.
   */
  approve(yes: CustomersYes, transaction: Queryable): Promise<string> {
    return yes.request.named?.kind === 'held'
      ? this.renew(yes, yes.request.named.grantId, transaction)
      : this.authorise(yes, transaction);
  }

  private async authorise(yes: CustomersYes, transaction: Queryable): Promise<string> {
    const { issuer, request, customerId, accountIds, codeExpiresAt, act } = yes;
    const [details] = request.authorizationDetails;
    const { consentId } = request;
    const consents =
      details === undefined || consentId === undefined
        ? []
        : [{ consentId, granted: details, accountIds }];
    const approval: Approval = {
      ...requestedChange(request.parameters),
      bank: issuer.slug,
      clientId: request.clientId,
      customerId,
      scopes: spaceDelimited(request.parameters['scope']),
      claims: request.claims && { ...request.claims },
      claimBy: codeExpiresAt,
      reauthenticateBy: nextSignIn(issuer, act.now),
      consents,
      act,
    };
    // Whoever changes a grant holds it first: two approvals, and an ending, come one after the other.
    if (approval.action !== 'create' && !(await this.grants.hold(approval, act.now, transaction))) {
      throw forApp(yes, invalidGrantId('the grant has ended').citing('GM-5.4'));
    }
    if (await this.consents.authorise(approval, transaction)) return approval.grantId;
    throw forApp(yes, accessDenied('the request has lapsed'));
  }

  private async renew(yes: CustomersYes, grantId: string, transaction: Queryable): Promise<string> {
    const { issuer, request, customerId, act } = yes;
    const { consentId, clientId, authorizationDetails } = request;
    const [details] = authorizationDetails;
    if (consentId === undefined || details === undefined) throw new Error('nothing is named');
    const renewal = {
      ...{ consentId, grantId, clientId, customerId, act },
      bank: issuer.slug,
      type: details.type,
      reauthenticateBy: nextSignIn(issuer, act.now),
    };
    if (await this.renewals.renew(renewal, transaction)) return grantId;
    throw forApp(yes, accessDenied('the consent has ended'));
  }
}

const forApp = ({ issuer, request }: CustomersYes, refusal: OAuthError): OAuthError =>
  refusal.redirectedTo(redirectOf(issuer, request.parameters));

/** When the customer must sign in again for what they agree to at `now`, where their bank insists on it. */
function nextSignIn({ reauthenticationDays: days }: Issuer, now: Date): Date | undefined {
  return days === undefined ? undefined : new Date(now.getTime() + days * daySeconds * 1000);
}

/** The grant that comes of a request: a new one, or the one that it names (GM-5.2). */
function requestedChange(parameters: OAuthParameters): Pick<Approval, 'action' | 'grantId'> {
  const { grant_management_action: action, grant_id: grantId } = parameters;
  if (grantId === undefined) return { action: 'create', grantId: randomUuid() };
  if (action !== 'merge' && action !== 'replace') throw new Error(`a rule let ${action} pass`);
  return { action, grantId };
}
