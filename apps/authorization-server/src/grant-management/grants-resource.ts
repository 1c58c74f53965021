import type { Issuer } from '../issuer/issuer.js';

/** Path of the grants below their issuer. */
export const grantsPath = 'grants';

/** The identifier of a bank's grants as a protected resource: the grant management endpoint (GM-6.2, RFC 8707 2). */
export const grantsResource = ({ url }: Pick<Issuer, 'url'>): string => `${url}/${grantsPath}`;

/** What a client needs to look at its grants, and to end them (GM-6.1). */
export const queryScope = 'grant_management_query';
export const revokeScope = 'grant_management_revoke';

export const grantManagementScopes: readonly string[] = [queryScope, revokeScope];
