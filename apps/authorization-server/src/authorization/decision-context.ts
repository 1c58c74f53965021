import { livingConsents, type HeldGrant } from '@sandbank/consent';
import type { DecisionContext, NamedGrant } from '@sandbank/fapi-policy';
import type { ClientMetadata } from '@sandbank/oauth';
import type { Issuer } from '../issuer/issuer.js';
import { sca } from '../token/authentication-context.js';
import type { PushedRequest } from './pushed-request.js';

/** The grant that a request names, as the rules look at it. */
export const namedGrant = (grant: HeldGrant | undefined): NamedGrant | undefined =>
  grant && {
    clientId: grant.clientId,
    customerId: grant.customerId,
    active: grant.status === 'ACTIVE',
    livingConsents: livingConsents(grant).length,
  };

/** What the rules of a decision look at, at this moment of a request. */
export function decisionContext(
  issuer: Issuer,
  request: PushedRequest,
  client: ClientMetadata,
  nowSeconds: number,
  grant: HeldGrant | undefined,
  signIn?: DecisionContext['signIn'],
): DecisionContext {
  return {
    issuer: issuer.url,
    nowSeconds,
    limits: issuer.profile.limits,
    params: request.parameters,
    client,
    detailTypes: request.authorizationDetails.map(({ type }) => type),
    claims: request.claims,
    maxAgeSeconds: request.maxAgeSeconds,
    expectedSubject: request.expectedSubject,
    acrValues: [sca],
    grant: namedGrant(grant),
    signIn,
  };
}
