import { spaceDelimited } from '@sandbank/oauth';
import type { Issuer } from '../issuer/issuer.js';
import { userInfoResource } from '../userinfo/userinfo-resource.js';

/** What `resource` may name at a bank: its API and its UserInfo (RFC 8707 2). */
export const resourcesOf = (issuer: Issuer): readonly string[] => [
  issuer.resourceBase,
  userInfoResource(issuer),
];

/** The resources of a `resource` parameter, of one or several values. */
export const namedResources = (resource: string | undefined): readonly string[] | undefined =>
  resource === undefined ? undefined : spaceDelimited(resource);

/**
 * `aud` of an access token: what the token request names, else what the authorization request named, else the bank's API,
 * whose tokens UserInfo takes as well (RFC 8707 2.2, RFC 9068 3).
 */
export function audienceOf(
  issuer: Issuer,
  requested: string | undefined,
  granted: string | undefined,
): string | readonly string[] {
  const [first = issuer.resourceBase, ...others] = spaceDelimited(requested ?? granted);
  return others.length === 0 ? first : [first, ...others];
}
