import type { DecodedJws } from '@sandbank/crypto';
import type { TokenReference } from '@sandbank/consent';
import { spaceDelimited, type AuthorizationDetail } from '@sandbank/oauth';
import { isUuid } from '@sandbank/platform';

/** An entry of `authorization_details` that names a consent. */
export type ConsentedDetail = AuthorizationDetail & { readonly ConsentId: string };

/** What an access token says about its holder (RFC 9068 2.2), once it was verified. */
export interface AccessTokenClaims {
  readonly clientId: string;
  /** The customer; undefined for a token of the client's own. */
  readonly subject: string | undefined;
  readonly scopes: readonly string[];
  readonly grantId: string | undefined;
  /** The authentication context of the customer's sign-in (RFC 9068 2.2.1). */
  readonly acr: string | undefined;
  /** When the customer signed in, in seconds since 1970. */
  readonly authTimeSeconds: number | undefined;
  /** The entries of `authorization_details` that name a consent. */
  readonly details: readonly ConsentedDetail[];
}

/** Reads the claims of a verified token. */
export function accessTokenClaims({ payload }: DecodedJws): AccessTokenClaims {
  const { client_id: clientId, sub, scope, grant_id: grantId, acr, auth_time: authTime } = payload;
  const details = payload['authorization_details'];
  return {
    clientId: text(clientId),
    subject: sub === clientId ? undefined : text(sub),
    scopes: spaceDelimited(typeof scope === 'string' ? scope : undefined),
    grantId: isUuid(grantId) ? grantId : undefined,
    acr: typeof acr === 'string' ? acr : undefined,
    authTimeSeconds: typeof authTime === 'number' ? authTime : undefined,
    details: Array.isArray(details) ? details.filter(namesConsent) : [],
  };
}

/** The token as the store of grants and consents knows it; `bank` is the bank whose issuer signed it. */
export function tokenReference(bank: string, token: DecodedJws): TokenReference {
  const { iss, jti, exp } = token.payload;
  const { clientId, grantId, details } = accessTokenClaims(token);
  return {
    ...{ issuer: text(iss), jti: text(jti), expiresAtSeconds: Number(exp) },
    ...{ bank, clientId, grantId, consentIds: details.map(({ ConsentId }) => ConsentId) },
  };
}

// Claims are read before every one of them was judged: what is no text has none to give, and must not disturb anybody.
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function namesConsent(entry: unknown): entry is ConsentedDetail {
  return (
    typeof entry === 'object' && entry !== null && 'ConsentId' in entry && isUuid(entry.ConsentId)
  );
}
