import {
  authorizationDetailsType,
  enrichedDetails,
  livingConsents,
  narrowDetails,
  parseNarrowedDetails,
  type HeldGrant,
} from '@sandbank/consent';
import { spaceDelimited, type AuthorizationDetail } from '@sandbank/oauth';
import type { OAuthRequest } from '../client-authentication/oauth-request.js';
import { audienceOf } from './audience.js';

/** How far a token reaches into its grant, beside the details that the request names. */
export interface Reach {
  /** `resource` of the authorization request. */
  readonly resource: string | undefined;
  /** `scope` of the token request, where it may narrow (RFC 6749 6). */
  readonly scope?: string | undefined;
}

/**
 * The details that a token stands for: all that lives in its grant, as far as the request narrows it. Throws
 * `invalid_authorization_details` for anything beyond, before anything is used up (RFC 9396 6).
 */
export function grantedDetails(
  request: OAuthRequest,
  grant: HeldGrant,
  { resource, scope }: Reach,
): readonly AuthorizationDetail[] {
  const { issuer, params } = request;
  const narrowed = narrowedDetails(request, enrichedDetails(livingConsents(grant)), scope);
  // Every type belongs to the bank's API: a token for UserInfo alone tells nothing of it (RFC 9396 9).
  const audience = audienceOf(issuer, { resource: params['resource'], granted: resource });
  return audience.includes(issuer.resourceBase) ? narrowed : [];
}

/**
 * The types of what lives in a grant, as far as `scope` of the request narrows it; none where the request names details
 * itself, which are held against the registration as they are read.
 */
export function heldTypes(
  { params }: Pick<OAuthRequest, 'params'>,
  grant: HeldGrant | undefined,
): readonly string[] {
  if (grant === undefined || params['authorization_details'] !== undefined) return [];
  const living = livingConsents(grant).map(({ details }) => details);
  return ofScope(living, params['scope']).map(({ type }) => type);
}

function narrowedDetails(
  { params, issuer, client, now }: OAuthRequest,
  held: readonly AuthorizationDetail[],
  scope: string | undefined,
): readonly AuthorizationDetail[] {
  const asked = params['authorization_details'];
  if (asked !== undefined) {
    const allowedTypes = client.metadata.authorization_details_types;
    const context = { now, resourceBase: issuer.resourceBase, allowedTypes };
    return narrowDetails(held, parseNarrowedDetails(asked, context));
  }
  return ofScope(held, scope);
}

function ofScope(
  held: readonly AuthorizationDetail[],
  scope: string | undefined,
): readonly AuthorizationDetail[] {
  if (scope === undefined) return held;
  const scopes = spaceDelimited(scope);
  return held.filter(({ type }) => scopes.includes(authorizationDetailsType(type)?.scope ?? ''));
}
