import type { Issuer } from '../issuer/issuer.js';

/** Path of UserInfo below its issuer. */
export const userInfoPath = 'userinfo';

/** The identifier of a bank's UserInfo as a protected resource, which is its URL (RFC 9728 2, RFC 8707 2). */
export const userInfoResource = ({ url }: Pick<Issuer, 'url'>): string => `${url}/${userInfoPath}`;

/** The scopes that open it; every other belongs to the bank's API (OpenID Connect Core 5.4). */
export const userInfoScopes: readonly string[] = ['openid', 'profile'];
