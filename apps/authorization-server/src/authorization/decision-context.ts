import type { DecisionContext } from '@sandbank/fapi-policy';
import type { ClientMetadata } from '@sandbank/oauth';
import type { Issuer } from '../issuer/issuer.js';
import { sca } from '../token/authentication-context.js';
import type { PushedRequest } from './pushed-request.js';

/** What the rules of a decision look at, at this moment of a request. */
export function decisionContext(
  issuer: Issuer,
  request: PushedRequest,
  client: ClientMetadata,
  nowSeconds: number,
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
    signIn,
  };
}
