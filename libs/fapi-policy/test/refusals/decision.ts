import { fapi2SecurityProfile, type DecisionContext } from '../../src/index.js';
import { params } from '../changes.js';
import { nowSeconds } from '../parties.js';
import type { Refusal } from '../refusal.js';
import { grantDecisionRefusals } from './grant-management.js';

const { signInSecondsMin, signInSecondsMax } = fapi2SecurityProfile.limits;

const registered =
  (changes: Partial<DecisionContext['client']>) =>
  (valid: DecisionContext): DecisionContext => ({
    ...valid,
    client: { ...valid.client, ...changes },
  });

const signedInAgo =
  (seconds: number, maxAgeSeconds: number | undefined) =>
  (valid: DecisionContext): DecisionContext => ({
    ...valid,
    maxAgeSeconds,
    signIn: valid.signIn && { ...valid.signIn, authenticatedAtSeconds: nowSeconds - seconds },
  });

const acr =
  (...values: string[]) =>
  (valid: DecisionContext): DecisionContext => ({
    ...valid,
    claims: { id_token: { acr: { essential: true, values } } },
  });

const tooOld: readonly (readonly [number, number | undefined])[] = [
  [signInSecondsMax + 1, undefined],
  [signInSecondsMax + 1, 86_400],
  [61, 60],
  [signInSecondsMin + 1, 0],
  [signInSecondsMin + 1, 5],
];

export const decisionRefusals: readonly Refusal<DecisionContext>[] = [
  {
    clause: 'RFC9126-7.4',
    what: 'a client that lost the grant type since it pushed',
    error: 'unauthorized_client',
    change: registered({ grant_types: ['client_credentials'] }),
  },
  {
    clause: 'RFC9126-7.4-scope',
    what: 'a client that lost a scope since it pushed',
    error: 'invalid_scope',
    change: registered({ scope: 'openid' }),
  },
  {
    clause: 'RFC9126-7.4-details',
    what: 'a client that lost a type of authorization details since it pushed',
    error: 'invalid_authorization_details',
    change: registered({ authorization_details_types: [] }),
  },
  ...grantDecisionRefusals,
  ...[['urn:none'], ['urn:none', 'urn:other'], ['URN:TEST:SCA'], ['toString']].map((values) => ({
    clause: 'RFC9470-5',
    what: `an essential acr of ${values.join(' or ')}, which no sign-in reaches`,
    error: 'unmet_authentication_requirements' as const,
    change: acr(...values),
  })),
  {
    clause: 'OIDC-3.1.2.6',
    what: 'prompt none',
    error: 'login_required',
    change: params({ prompt: 'none' }),
  },
  {
    clause: 'OIDC-3.1.2.2',
    what: 'another customer than the one whom the client means',
    error: 'login_required',
    change: (valid) => ({ ...valid, expectedSubject: 'another customer' }),
  },
  ...tooOld.map(([age, maxAge]) => ({
    clause: 'OIDC-3.1.2.1-max-age',
    what: `a sign-in ${age} s ago with max_age ${maxAge ?? 'absent'}`,
    error: 'login_required' as const,
    change: signedInAgo(age, maxAge),
  })),
];
