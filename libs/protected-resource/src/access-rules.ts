import { permits, type Permission, type ResourceConsent } from '@sandbank/consent';
import { rule, type Check, type Rule } from '@sandbank/fapi-policy';
import {
  insufficientScope,
  insufficientUserAuthentication,
  invalidDpopProof,
} from '@sandbank/oauth';
import type { AuthenticationRequirement } from './requirements.js';
import { tokenStandingRules, type StandingContext } from './token-standing.rules.js';

/** A call whose token and proof are in order, and what the database knows of them. */
export interface AccessContext extends StandingContext {
  readonly isFirstUse: boolean;
  /** The consent as narrow as the token. */
  readonly consent: ResourceConsent | undefined;
  readonly scope: string | undefined;
  readonly permissions: readonly Permission[] | undefined;
  readonly consentType: string | undefined;
  readonly authentication: AuthenticationRequirement | undefined;
  readonly nowSeconds: number;
}

type AccessCheck = Check<AccessContext>;

const proofIsUsedOnce: AccessCheck = ({ isFirstUse }) => {
  if (!isFirstUse) throw invalidDpopProof('the DPoP proof was used before');
};

const scopeIsGranted: AccessCheck = ({ scope, claims }) => {
  if (scope === undefined || claims.scopes.includes(scope)) return;
  throw insufficientScope('the access token lacks the scope of this resource', {
    expected: scope,
    received: claims.scopes,
  });
};

const permissionIsGranted: AccessCheck = ({ permissions, consent }) => {
  if (permissions === undefined) return;
  if (consent !== undefined && permits(consent.permissions, ...permissions)) return;
  throw insufficientScope('the customer has not permitted this', {
    expected: permissions,
    received: consent?.permissions ?? 'no consent',
  });
};

const consentIsOfTheType: AccessCheck = ({ consentType, consent }) => {
  if (consentType === undefined || consent?.type === consentType) return;
  throw insufficientScope('the customer has not permitted this', {
    expected: consentType,
    received: consent?.type ?? 'no consent',
  });
};

const authenticationIsStrongEnough: AccessCheck = ({ authentication, claims: { acr } }) => {
  if (authentication === undefined) return;
  if (acr !== undefined && authentication.acrValues.includes(acr)) return;
  throw insufficientUserAuthentication('a stronger authentication is required', {
    expected: authentication.acrValues,
    received: acr ?? 'no acr',
  });
};

const authenticationIsFresh: AccessCheck = ({ authentication, claims, nowSeconds }) => {
  const { authTimeSeconds: authTime } = claims;
  const maxAge = authentication?.maxAgeSeconds;
  if (maxAge === undefined) return;
  if (authTime !== undefined && nowSeconds - authTime <= maxAge) return;
  throw insufficientUserAuthentication('a more recent authentication is required', {
    expected: `at most ${maxAge} seconds ago`,
    received: authTime === undefined ? 'no auth_time' : `${nowSeconds - authTime} seconds ago`,
  });
};

/** What holds for every call once token and proof are verified, whatever the profile. */
export const accessRules: readonly Rule<AccessContext>[] = [
  rule('RFC9449-11.1', proofIsUsedOnce),
  ...tokenStandingRules,
  rule('SP-5.3.4-4', scopeIsGranted),
  rule('SP-5.3.4-4', permissionIsGranted),
  rule('SP-5.3.4-4', consentIsOfTheType),
  rule('RFC9470-3', authenticationIsStrongEnough),
  rule('RFC9470-3', authenticationIsFresh),
];
