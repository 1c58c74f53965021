import { authorizationDetailsType, type Permission, type ResourceConsent } from '@sandbank/consent';
import { rule, type Check, type Rule } from '@sandbank/fapi-policy';
import {
  insufficientScope,
  insufficientUserAuthentication,
  invalidDpopProof,
} from '@sandbank/oauth';
import type { AuthenticationRequirement } from './requirements.js';
import { tokenStandingRules, type StandingContext } from './token-standing.rules.js';
import { consentsOfType, grants } from './usable-consents.js';

/** A call whose token and proof are in order, and what the database knows of them. */
export interface AccessContext extends StandingContext {
  readonly isFirstUse: boolean;
  /** Those that are in force and of the route's type, each as narrow as the token. */
  readonly consents: readonly ResourceConsent[];
  /** Any of these, with spaces between them. */
  readonly scope: string | undefined;
  /** One of each list is needed. */
  readonly permissions: readonly (readonly Permission[])[] | undefined;
  readonly authentication: AuthenticationRequirement | undefined;
  readonly nowSeconds: number;
}

type AccessCheck = Check<AccessContext>;

const proofIsUsedOnce: AccessCheck = ({ isFirstUse }) => {
  if (!isFirstUse) throw invalidDpopProof('the DPoP proof was used before');
};

/** Details of a type stand for the scope of that type: a client may ask for them alone (RFC 9396 3). */
const scopeIsGranted: AccessCheck = ({ scope, claims }) => {
  if (scope === undefined) return;
  const granted = claims.details.map(({ type }) => authorizationDetailsType(type)?.scope);
  if (scope.split(' ').some((one) => claims.scopes.includes(one) || granted.includes(one))) return;
  throw insufficientScope('the access token lacks the scope of this resource', {
    expected: scope,
    received: claims.scopes,
  });
};

const someConsentIsOfTheType: AccessCheck = (context) => {
  const { consentType, claims } = context;
  if (consentType === undefined || consentsOfType(context.standing, context).length > 0) return;
  throw insufficientScope('the customer has not permitted this', {
    expected: consentType,
    received: claims.details.length === 0 ? 'no consent' : claims.details.map(({ type }) => type),
  });
};

const permissionIsGranted: AccessCheck = ({ permissions, consents }) => {
  if (permissions === undefined) return;
  if (consents.some((consent) => grants(consent, permissions))) return;
  throw insufficientScope('the customer has not permitted this', {
    expected: permissions.map((anyOf) => anyOf.join(' or ')),
    received: consents.length === 0 ? 'no consent' : consents.map((each) => each.permissions),
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
  rule('SP-5.3.4-4', someConsentIsOfTheType),
  rule('SP-5.3.4-4', permissionIsGranted),
  rule('RFC9470-3', authenticationIsStrongEnough),
  rule('RFC9470-3', authenticationIsFresh),
];
