import type { ConsentStatus, TokenStanding } from '@sandbank/consent';
import { rule, type Check, type Rule } from '@sandbank/fapi-policy';
import { invalidToken, OAuthError } from '@sandbank/oauth';
import type { AccessTokenClaims } from './access-token-claims.js';
import { consentsOfType, isUsable, type ConsentRequirement } from './usable-consents.js';

/** A verified access token, the bank at which it is used, and what the database knows of it. */
export interface StandingContext extends ConsentRequirement {
  readonly bank: string;
  readonly claims: AccessTokenClaims;
  readonly standing: TokenStanding;
}

type StandingCheck = Check<StandingContext>;

const tokenIsNotRevoked: StandingCheck = ({ standing }) => {
  if (standing.tokenIsRevoked) throw invalidToken('the access token was revoked');
};

const clientMayAct: StandingCheck = ({ standing }) => {
  if (standing.clientIsWithdrawn) throw invalidToken('the client of the access token may not act');
};

/** A token that speaks for a customer stands on what this customer gave this client at this bank. */
const grantIsThatOfTheToken: StandingCheck = ({ claims, standing: { grant }, bank }) => {
  if (claims.subject === undefined && claims.grantId === undefined) return;
  const isItsOwn =
    grant?.bank === bank &&
    grant.clientId === claims.clientId &&
    grant.customerId === claims.subject;
  if (!isItsOwn) throw invalidToken('the access token stands for no grant of this customer');
};

const grantIsActive: StandingCheck = ({ standing: { grant } }) => {
  if (grant === undefined || grant.status === 'ACTIVE') return;
  throw invalidToken('the grant behind the access token has ended', { received: grant.status });
};

const consentsAreThoseOfTheToken: StandingCheck = ({ claims, standing: { consents } }) => {
  const held = new Set(consents.map(({ consentId }) => consentId));
  if (claims.details.every(({ ConsentId }) => held.has(ConsentId))) return;
  throw invalidToken('the access token stands for no consent of this customer');
};

type Refusal = (status: ConsentStatus) => OAuthError;

const withdrawn: Refusal = (status) =>
  invalidToken('the consent behind the access token has ended', { received: status });

/** What a call is told when no consent lets it pass, by the state of the one that explains it best. */
const refusalByStatus: Readonly<Record<Exclude<ConsentStatus, 'AUTHORISED'>, Refusal>> = {
  SUSPENDED: (status) =>
    // Not the token is at fault but the consent, which its customer must take up again: 403, not 401 (U028).
    new OAuthError('insufficient_user_authentication', 'the customer must authenticate again', {
      ...{ status: 403, received: status },
    }),
  AWAITING_AUTHORISATION: withdrawn,
  REVOKED: withdrawn,
  EXPIRED: withdrawn,
  CONSUMED: withdrawn,
  REJECTED: withdrawn,
};

/** Of the consents that the route is about one must be in force; whether there is any at all, the route's own rules say. */
const someConsentIsAuthorised: StandingCheck = (context) => {
  const statuses = consentsOfType(context.standing, context).map(({ status }) => status);
  if (statuses.length === 0 || statuses.some((status) => isUsable(status, context))) return;
  // Of all that are out of force, a suspended one alone can come back.
  const telling = statuses.find((status) => status === 'SUSPENDED') ?? statuses[0];
  if (telling !== undefined && telling !== 'AUTHORISED') throw refusalByStatus[telling](telling);
};

/** Whether a token still stands, wherever it is asked: at a resource and at introspection (SP-5.3.4-3). */
export const tokenStandingRules: readonly Rule<StandingContext>[] = [
  rule('SP-5.3.4-3', tokenIsNotRevoked),
  rule('SP-5.3.4-3', clientMayAct),
  rule('SP-5.3.4-3', grantIsThatOfTheToken),
  rule('SP-5.3.4-3', grantIsActive),
  rule('SP-5.3.4-3', consentsAreThoseOfTheToken),
  rule('SP-5.3.4-3', someConsentIsAuthorised),
];
