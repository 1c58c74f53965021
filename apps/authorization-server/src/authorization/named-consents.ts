import { Inject, Injectable } from '@nestjs/common';
import {
  authorizationDetailsType,
  isConsentReference,
  RefusedDetail,
  RenewalStore,
  type ClientConsent,
  type ClientGrant,
} from '@sandbank/consent';
import {
  invalidRequest,
  invalidScope,
  spaceDelimited,
  type AuthorizationDetail,
} from '@sandbank/oauth';
import type { OAuthRequest } from '../client-authentication/oauth-request.js';
import type { NamedConsent } from './named-consent.js';

/** What a request asks for by naming a consent. */
export interface RequestedByName {
  readonly consentId: string;
  readonly details: AuthorizationDetail;
  readonly named: NamedConsent;
  /** Whose consent it is, once somebody agreed to it. */
  readonly customerId: string | undefined;
}

/** Finds the consents that pushed requests name: lodged ones, and those to be taken up again. */
@Injectable()
export class NamedConsents {
  constructor(@Inject(RenewalStore) private readonly consents: RenewalStore) {}

  /**
   * The consent that an entry names; undefined for an entry that describes one. Throws `invalid_authorization_details`
   * in the same words for every id that is of no use to this client (RFC 9396 5).
   */
  async find(
    { issuer, client, params, now }: OAuthRequest,
    entry: AuthorizationDetail | undefined,
  ): Promise<RequestedByName | undefined> {
    if (entry === undefined || !isConsentReference(entry)) return undefined;
    const consent = await this.consents.find(entry.ConsentId, now);
    const isOurs =
      consent?.bank === issuer.slug &&
      consent.clientId === client.metadata.client_id &&
      consent.type === entry.type &&
      !consent.isWithdrawn;
    // Of the consent of somebody else a client's developers are told no more than of one that never was.
    if (!isOurs) throw noUse('a consent of this client and type', 'none');
    const { consentId, details, status } = consent;
    if (consent.isLodged && status === 'AWAITING_AUTHORISATION') {
      return { consentId, details, named: { kind: 'lodged' }, customerId: undefined };
    }
    const grant = renewableGrant(consent, now);
    assertNothingMore(grant, params);
    const named = { kind: 'held', grantId: grant.grantId, accountIds: consent.accountIds } as const;
    return { consentId, details, named, customerId: grant.customerId };
  }
}

function renewableGrant(consent: ClientConsent, now: Date): ClientGrant {
  const { status, type, expiresAt, grant } = consent;
  const isLiving = status === 'AUTHORISED' || status === 'SUSPENDED';
  if (!isLiving) throw noUse('lodged, authorised or suspended', status);
  if (consent.isHalted) throw noUse('no order of an operator against it', status);
  if (expiresAt !== undefined && expiresAt <= now) throw noUse('a consent in its time', 'EXPIRED');
  if (grant?.status !== 'ACTIVE') throw noUse('an active grant', grant?.status ?? 'none');
  if (authorizationDetailsType(type)?.singleUse === true) {
    throw noUse('a consent that lasts', 'one of a single use');
  }
  return grant;
}

/** Who takes a consent up again agrees to what was agreed before: nothing is added on the way. */
function assertNothingMore(grant: ClientGrant, params: OAuthRequest['params']): void {
  if (params['grant_management_action'] !== undefined) {
    const problem = 'a consent that was agreed to stays in its grant';
    throw invalidRequest(problem, { received: params['grant_management_action'] }).citing('GM-5.4');
  }
  const beyond = spaceDelimited(params['scope']).filter((scope) => !grant.scopes.includes(scope));
  if (beyond.length === 0) return;
  const evidence = { expected: grant.scopes, received: beyond };
  throw invalidScope('the scope goes beyond the grant of the consent', evidence).citing(
    'RFC6749-3.3',
  );
}

const noUse = (expected: unknown, received: unknown): RefusedDetail =>
  new RefusedDetail(
    '/0/ConsentId',
    'value',
    'authorization_details/0/ConsentId: names no consent that can be authorised',
    { expected, received },
  );
