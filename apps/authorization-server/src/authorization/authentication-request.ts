import { requestedSubjects, parseClaimsParameter, parseIdTokenHint } from '@sandbank/fapi-policy';
import type { OAuthRequest } from '../client-authentication/oauth-request.js';
import type { AuthenticationRequest } from './pushed-request.js';

/** What a pushed request, which has passed its rules, asks about the customer and the sign-in. */
export function authenticationRequestOf({ params, client }: OAuthRequest): AuthenticationRequest {
  const { claims: json, max_age: maxAge, acr_values: acrValues } = params;
  const claims = json === undefined ? undefined : parseClaimsParameter(json);
  const hint = parseIdTokenHint(params['id_token_hint']);
  const [subject] = requestedSubjects(claims);
  return {
    claims,
    acrValues,
    maxAgeSeconds: maxAge === undefined ? client.metadata.default_max_age : Number(maxAge),
    expectedSubject: hint === undefined ? subject : String(hint.payload['sub']),
  };
}
