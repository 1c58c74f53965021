import { spaceDelimited } from '@sandbank/oauth';
import { grantManagementScopes, grantsResource } from '../grant-management/grants-resource.js';
import type { Issuer } from '../issuer/issuer.js';
import { userInfoResource } from '../userinfo/userinfo-resource.js';

/** What `resource` may name at a bank: its API, its UserInfo and its grants (RFC 8707 2). */
export const resourcesOf = (issuer: Issuer): readonly string[] => [
  issuer.resourceBase,
  userInfoResource(issuer),
  grantsResource(issuer),
];

/** The resources of a `resource` parameter, of one or several values. */
export const namedResources = (resource: string | undefined): readonly string[] | undefined =>
  resource === undefined ? undefined : spaceDelimited(resource);

/** What decides about the audience of a token. */
export interface AudienceRequest {
  /** `resource` of the token request. */
  readonly resource?: string | undefined;
  /** `resource` of the authorization request. */
  readonly granted?: string | undefined;
  /** The scope of the token. */
  readonly scope?: string | undefined;
}

/**
 * The audience of an access token: what the token request names, else what the authorization request named, else where its
 * scopes belong. That is the bank's API, whose tokens UserInfo takes as well, and the grants for their own two scopes
 * (RFC 8707 2.2, RFC 9068 3).
 */
export function audienceOf(issuer: Issuer, request: AudienceRequest): readonly string[] {
  const named = spaceDelimited(request.resource ?? request.granted);
  if (named.length > 0) return named;
  const scopes = spaceDelimited(request.scope);
  const isForGrants = (scope: string): boolean => grantManagementScopes.includes(scope);
  if (!scopes.some(isForGrants)) return [issuer.resourceBase];
  const grants = grantsResource(issuer);
  return scopes.every(isForGrants) ? [grants] : [issuer.resourceBase, grants];
}

/** `aud`: a string where there is one (RFC 7519 4.1.3). */
export const audienceClaim = (audience: readonly string[]): string | readonly string[] =>
  audience.length === 1 ? String(audience[0]) : audience;
