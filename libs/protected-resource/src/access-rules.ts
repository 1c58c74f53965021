import {
  permits,
  type ConsentStatus,
  type Permission,
  type ResourceConsent,
} from '@sandbank/consent';
import { rule, type Check, type Rule } from '@sandbank/fapi-policy';
import { insufficientScope, invalidDpopProof, invalidToken, OAuthError } from '@sandbank/oauth';
import type { AccessTokenClaims } from './access-token-claims.js';

/** A call whose token and proof are in order, and what the database knows of them. */
export interface AccessContext {
  readonly bank: string;
  readonly claims: AccessTokenClaims;
  readonly isFirstUse: boolean;
  readonly consent: ResourceConsent | undefined;
  readonly scope: string | undefined;
  readonly permissions: readonly Permission[] | undefined;
}

type AccessCheck = Check<AccessContext>;

const proofIsUsedOnce: AccessCheck = ({ isFirstUse }) => {
  if (!isFirstUse) throw invalidDpopProof('the DPoP proof was used before');
};

const consentIsThatOfTheToken: AccessCheck = ({ claims, consent, bank }) => {
  if (claims.detail === undefined) return;
  const isItsOwn =
    consent?.bank === bank &&
    consent.clientId === claims.clientId &&
    consent.customerId === claims.subject &&
    consent.grantId === claims.grantId;
  if (!isItsOwn) throw invalidToken('the access token stands for no consent of this customer');
};

type Refusal = (status: ConsentStatus) => OAuthError;

const withdrawn: Refusal = (status) =>
  invalidToken('the consent behind the access token has ended', { received: status });

/** What each state of a consent means for a call: undefined lets it pass. */
const refusalByStatus: Readonly<Record<ConsentStatus, Refusal | undefined>> = {
  AUTHORISED: undefined,
  SUSPENDED: (status) =>
    new OAuthError('insufficient_user_authentication', 'the customer must authenticate again', {
      received: status,
    }),
  AWAITING_AUTHORISATION: withdrawn,
  REVOKED: withdrawn,
  EXPIRED: withdrawn,
  CONSUMED: withdrawn,
  REJECTED: withdrawn,
};

const consentIsAuthorised: AccessCheck = ({ consent }) => {
  const refusal = consent === undefined ? undefined : refusalByStatus[consent.status];
  if (consent !== undefined && refusal !== undefined) throw refusal(consent.status);
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

/** What holds for every call once token and proof are verified, whatever the profile. */
export const accessRules: readonly Rule<AccessContext>[] = [
  rule('RFC9449-11.1', proofIsUsedOnce),
  rule('SP-5.3.4-3', consentIsThatOfTheToken),
  rule('SP-5.3.4-3', consentIsAuthorised),
  rule('SP-5.3.4-4', scopeIsGranted),
  rule('SP-5.3.4-4', permissionIsGranted),
];
