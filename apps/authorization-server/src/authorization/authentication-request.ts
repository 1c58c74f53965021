import { requestedSubjects, parseClaimsParameter, parseIdTokenHint } from '@sandbank/fapi-policy';
import { invalidRequest } from '@sandbank/oauth';
import type { OAuthRequest } from '../client-authentication/oauth-request.js';
import type { AuthenticationRequest } from './pushed-request.js';

/**
 * What a pushed request, which has passed its rules, asks about the customer and the sign-in; `ownerId` is the customer
 * of the consent that it names. Throws `invalid_request` where it names another customer besides.
 */
export function authenticationRequestOf(
  { params, client }: OAuthRequest,
  ownerId?: string,
): AuthenticationRequest {
  const { claims: json, max_age: maxAge, acr_values: acrValues } = params;
  const claims = json === undefined ? undefined : parseClaimsParameter(json);
  const hint = parseIdTokenHint(params['id_token_hint']);
  const [requested] = requestedSubjects(claims);
  const subject = hint === undefined ? requested : String(hint.payload['sub']);
  if (ownerId !== undefined && subject !== undefined && subject !== ownerId) {
    throw invalidRequest('the consent is that of another customer').citing('OIDC-3.1.2.1');
  }
  return {
    claims,
    acrValues,
    maxAgeSeconds: maxAge === undefined ? client.metadata.default_max_age : Number(maxAge),
    expectedSubject: ownerId ?? subject,
  };
}
