import {
  impliedPermissions,
  permits,
  type ConsentStatus,
  type Permission,
  type ResourceConsent,
  type TokenStanding,
} from '@sandbank/consent';
import type { AuthorizationDetail } from '@sandbank/oauth';
import type { AccessTokenClaims } from './access-token-claims.js';

/** What a route asks of the consents behind a token. */
export interface ConsentRequirement {
  /** The authorization details type that it is about; any when absent. */
  readonly consentType?: string | undefined;
  /** True where a consent may be used up already: the route itself says what can still be done with it. */
  readonly acceptsUsedConsent?: boolean | undefined;
}

/** Of what a token stands for, the part that a route is about. */
export function consentsOfType(
  { consents }: TokenStanding,
  { consentType }: ConsentRequirement,
): readonly ResourceConsent[] {
  return consents.filter(({ type }) => consentType === undefined || type === consentType);
}

/** True when a consent in this state lets a call pass. */
export function isUsable(
  status: ConsentStatus,
  { acceptsUsedConsent }: ConsentRequirement,
): boolean {
  return status === 'AUTHORISED' || (status === 'CONSUMED' && acceptsUsedConsent === true);
}

/** The consents that may decide a call, each as narrow as the token, the last to be agreed to first. */
export function usableConsents(
  standing: TokenStanding,
  { details }: AccessTokenClaims,
  requirement: ConsentRequirement,
): readonly ResourceConsent[] {
  return consentsOfType(standing, requirement)
    .filter(({ status }) => isUsable(status, requirement))
    .flatMap((consent) => {
      const named = details.filter(({ ConsentId }) => ConsentId === consent.consentId);
      return named.map((detail) => narrowedByToken(consent, detail));
    });
}

/** True when the consent grants one of each list: nothing is put together from two consents. */
export function grants(
  { permissions }: ResourceConsent,
  oneOfEach: readonly (readonly Permission[])[],
): boolean {
  return oneOfEach.every((anyOf) => permits(permissions, ...anyOf));
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
function narrowedByToken(consent: ResourceConsent, detail: AuthorizationDetail): ResourceConsent {
  const { AccountIds = [], consent: asked = {} } = detail as TokenDetail;
  const held = impliedPermissions(asked.Permissions ?? []);
  const permissions = [...impliedPermissions(consent.permissions)].filter((one) => held.has(one));
  const from = latest(consent.transactionFrom, asked.TransactionFromDateTime);
  const to = earliest(consent.transactionTo, asked.TransactionToDateTime);
  return {
    ...consent,
    entry: detail,
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
