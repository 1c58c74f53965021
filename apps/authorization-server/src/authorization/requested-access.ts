import { detailsOfScopes, parseAuthorizationDetails } from '@sandbank/consent';
import { spaceDelimited, type AuthorizationDetail } from '@sandbank/oauth';
import type { OAuthRequest } from '../client-authentication/oauth-request.js';

/**
 * What a pushed request asks for: its `authorization_details` (RFC 9396 5), or, where it names scopes alone, what the
 * bank takes them to mean.
 */
export function requestedAccess(request: OAuthRequest): AuthorizationDetail[] {
  const { params, client, issuer, now } = request;
  const allowedTypes = client.metadata.authorization_details_types;
  const context = { now, resourceBase: issuer.resourceBase, allowedTypes };
  const details = params['authorization_details'];
  return details === undefined
    ? detailsOfScopes(spaceDelimited(params['scope']), context)
    : parseAuthorizationDetails(details, context);
}
