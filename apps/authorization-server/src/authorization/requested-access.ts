import {
  accountAccessTypeName,
  defaultAccountAccess,
  parseAuthorizationDetails,
} from '@sandbank/consent';
import { spaceDelimited, type AuthorizationDetail } from '@sandbank/oauth';
import type { OAuthRequest } from '../client-authentication/oauth-request.js';

/**
 * What a pushed request asks to see: its `authorization_details` (RFC 9396 5), or, where it only names
 * the scope `accounts`, the bank's default for that scope.
 */
export function requestedAccess(request: OAuthRequest): AuthorizationDetail[] {
  const { params, client, issuer, now } = request;
  const context = { now, resourceBase: issuer.resourceBase };
  const allowedTypes = client.metadata.authorization_details_types;
  const details = params['authorization_details'];
  if (details !== undefined)
    return parseAuthorizationDetails(details, { ...context, allowedTypes });
  const scopes = spaceDelimited(params['scope']);
  if (!scopes.includes('accounts') || !allowedTypes.includes(accountAccessTypeName)) return [];
  return [defaultAccountAccess(context)];
}
