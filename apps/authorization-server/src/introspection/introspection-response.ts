import { apiCodeOf, type TokenStanding } from '@sandbank/consent';
import type { DecodedJws } from '@sandbank/crypto';
import { spaceDelimited, type AuthorizationDetail } from '@sandbank/oauth';
import { isUsable } from '@sandbank/protected-resource';

/** Of a token that is not active, nothing more is told (RFC 7662 2.2). */
export interface InactiveToken {
  readonly active: false;
}

/** What a resource server learns of an active token (RFC 7662 2.2, RFC 9396 9.2, RFC 9470 6.2). */
export type IntrospectionResponse =
  InactiveToken | ({ readonly active: true } & Readonly<Record<string, unknown>>);

export const inactive: InactiveToken = { active: false };

/** Claims that are told as the token has them. */
const told = [
  ...['iss', 'sub', 'aud', 'client_id', 'exp', 'iat', 'nbf', 'jti', 'cnf'],
  ...['acr', 'amr', 'auth_time', 'grant_id'],
] as const;

/** Scopes that are about the customer's identity: they are meant for UserInfo, not for the bank's API. */
const identityScopes = new Set(['openid', 'profile', 'email', 'phone', 'address']);

/** The answer about an active token, as far as it concerns the resource server `resource` (RFC 9701 5). */
export function introspectionResponse(
  { payload }: DecodedJws,
  standing: TokenStanding,
  resource: string,
): IntrospectionResponse {
  const { scope, cnf, authorization_details: details } = payload;
  const claims = told.filter((name) => payload[name] !== undefined);
  const scopes = spaceDelimited(typeof scope === 'string' ? scope : undefined);
  const isBoundToAKey = typeof cnf === 'object' && cnf !== null && 'jkt' in cnf;
  return {
    active: true,
    // A token that is bound to a certificate is presented as Bearer (RFC 8705 3, RFC 9449 6.2).
    token_type: isBoundToAKey ? 'DPoP' : 'Bearer',
    ...Object.fromEntries(claims.map((name) => [name, payload[name]])),
    scope: scopes.filter((one) => !identityScopes.has(one)).join(' '),
    ...(Array.isArray(details) && {
      authorization_details: (details as AuthorizationDetail[])
        .filter((detail) => concerns(detail, resource))
        .flatMap((detail) => asItStands(detail, standing)),
    }),
  };
}

/** An entry without locations is about any; another about those that lie at the resource (RFC 9396 2.2). */
function concerns({ locations }: AuthorizationDetail, resource: string): boolean {
  if (!Array.isArray(locations)) return true;
  return locations.some(
    (location) => location === resource || String(location).startsWith(`${resource}/`),
  );
}

/**
 * The entry with the state of its consent at this moment instead of that at the time of issue; none for a consent that
 * is out of force, because whoever asks takes what it is told as granted.
 */
function asItStands(
  detail: AuthorizationDetail,
  { consents }: TokenStanding,
): AuthorizationDetail[] {
  if (detail['ConsentId'] === undefined) return [detail];
  const consent = consents.find(({ consentId }) => consentId === detail['ConsentId']);
  if (consent === undefined || !isUsable(consent.status, { acceptsUsedConsent: true })) return [];
  return [{ ...detail, Status: apiCodeOf(consent.status) }];
}
