import type { DecodedJws } from '@sandbank/crypto';
import {
  impliedPermissions,
  type Permission,
  type ResourceConsent,
  type TokenReference,
} from '@sandbank/consent';
import { spaceDelimited, type AuthorizationDetail } from '@sandbank/oauth';
import { isUuid } from '@sandbank/platform';

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
  /** The entry of `authorization_details` that names a consent. */
  readonly detail: (AuthorizationDetail & { readonly ConsentId: string }) | undefined;
}

/** Reads the claims of a verified token. */
export function accessTokenClaims({ payload }: DecodedJws): AccessTokenClaims {
  const { client_id: clientId, sub, scope, grant_id: grantId, acr, auth_time: authTime } = payload;
  const details = payload['authorization_details'];
  return {
    clientId: String(clientId),
    subject: sub === clientId ? undefined : String(sub),
    scopes: spaceDelimited(typeof scope === 'string' ? scope : undefined),
    grantId: isUuid(grantId) ? grantId : undefined,
    acr: typeof acr === 'string' ? acr : undefined,
    authTimeSeconds: typeof authTime === 'number' ? authTime : undefined,
    detail: Array.isArray(details) ? details.find(namesConsent) : undefined,
  };
}

/** The token as the store of grants and consents knows it; `bank` is the bank whose issuer signed it. */
export function tokenReference(bank: string, token: DecodedJws): TokenReference {
  const { iss, jti, exp } = token.payload;
  const { clientId, grantId, detail } = accessTokenClaims(token);
  return {
    ...{ issuer: String(iss), jti: String(jti), expiresAtSeconds: Number(exp) },
    ...{ bank, clientId, grantId, consentId: detail?.ConsentId },
  };
}

function namesConsent(entry: unknown): entry is AuthorizationDetail & { ConsentId: string } {
  return (
    typeof entry === 'object' && entry !== null && 'ConsentId' in entry && isUuid(entry.ConsentId)
  );
}

interface TokenDetail {
  readonly AccountIds?: readonly string[];
  readonly consent?: {
    readonly Permissions?: readonly Permission[];
    readonly TransactionFromDateTime?: string;
    readonly TransactionToDateTime?: string;
  };
}

/** The consent as this token may use it: a token may be narrower than the consent behind it (RFC 9396 6). */
export function narrowedByToken(
  consent: ResourceConsent,
  detail: AuthorizationDetail,
): ResourceConsent {
  const { AccountIds = [], consent: asked = {} } = detail as TokenDetail;
  const held = impliedPermissions(asked.Permissions ?? []);
  const permissions = [...impliedPermissions(consent.permissions)].filter((one) => held.has(one));
  const from = latest(consent.transactionFrom, asked.TransactionFromDateTime);
  const to = earliest(consent.transactionTo, asked.TransactionToDateTime);
  return {
    ...consent,
    permissions,
    accountIds: consent.accountIds.filter((account) => AccountIds.includes(account)),
    ...(from !== undefined && { transactionFrom: from }),
    ...(to !== undefined && { transactionTo: to }),
  };
}

function latest(date: Date | undefined, text: string | undefined): Date | undefined {
  const other = text === undefined ? undefined : new Date(text);
  return date === undefined || (other !== undefined && other > date) ? other : date;
}

function earliest(date: Date | undefined, text: string | undefined): Date | undefined {
  const other = text === undefined ? undefined : new Date(text);
  return date === undefined || (other !== undefined && other < date) ? other : date;
}
