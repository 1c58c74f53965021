import {
  fapi2SecurityProfile,
  parseIdTokenHint,
  type DecisionContext,
  type PushContext,
} from '../../src/index.js';
import { params } from '../changes.js';
import { idToken, type Jwt } from '../jwts.js';
import { bankKey, client, customer, nowSeconds } from '../parties.js';
import type { Acceptance } from '../refusal.js';

const { loginHintLengthMax, acrValuesLengthMax, signInSecondsMin, signInSecondsMax } =
  fapi2SecurityProfile.limits;

const hinting = (jwt: Jwt) => async (valid: PushContext) => ({
  ...valid,
  idTokenHint: parseIdTokenHint(await idToken(jwt)),
});

/** What of OpenID Connect's parameters may be pushed. */
export const openidAcceptances: readonly Acceptance<PushContext>[] = [
  ...['none', 'select_account', 'login consent select_account', 'login login'].map((prompt) => ({
    what: `prompt ${prompt}`,
    change: params({ prompt }),
  })),
  { what: 'max_age 0', change: params({ max_age: '0' }) },
  {
    what: 'acr_values at the limit',
    change: params({ acr_values: 'a'.repeat(acrValuesLengthMax) }),
  },
  {
    what: 'a login_hint at the limit',
    change: params({ login_hint: '<'.repeat(loginHintLengthMax) }),
  },
  {
    what: 'no claims and no hint',
    change: (valid) => ({ ...params({ claims: undefined })(valid), idTokenHint: undefined }),
  },
  {
    what: 'claims that nobody knows',
    change: params({ claims: '{"userinfo":{"x":{"value":[{}]}},"y":1}' }),
  },
  {
    what: 'an id_token_hint that has expired',
    change: hinting({ claims: { exp: nowSeconds - 86_400 } }),
  },
  { what: 'an id_token_hint without typ', change: hinting({ header: { typ: undefined } }) },
  {
    what: 'an id_token_hint for several, this client among them',
    change: hinting({ claims: { aud: [client.client_id, 'x'] } }),
  },
  {
    what: 'an id_token_hint signed with a key that was retired since',
    change: async (valid) => ({
      ...(await hinting({ key: bankKey })(valid)),
      issuerKeys: { keys: [...valid.issuerKeys.keys].reverse() },
    }),
  },
  {
    what: 'an id_token_hint and claims that name the same customer',
    change: params({ claims: `{"userinfo":{"sub":{"value":"${customer}"}}}` }),
  },
];

const signedInAgo =
  (seconds: number, maxAgeSeconds: number | undefined) =>
  (valid: DecisionContext): DecisionContext => ({
    ...valid,
    maxAgeSeconds,
    signIn: valid.signIn && { ...valid.signIn, authenticatedAtSeconds: nowSeconds - seconds },
  });

const claiming =
  (claims: DecisionContext['claims']) =>
  (valid: DecisionContext): DecisionContext => ({ ...valid, claims });

export const decisionAcceptances: readonly Acceptance<DecisionContext>[] = [
  {
    what: 'a customer who has yet to sign in',
    change: (valid) => ({ ...valid, signIn: undefined }),
  },
  {
    what: 'any customer, where the client means nobody',
    change: (valid) => ({ ...valid, expectedSubject: undefined }),
  },
  {
    what: 'an essential acr without values',
    change: claiming({ id_token: { acr: { essential: true } } }),
  },
  {
    what: 'a voluntary acr that no sign-in reaches',
    change: claiming({ id_token: { acr: { value: 'urn:none' } } }),
  },
  {
    what: 'an essential acr of which one value is reached',
    change: claiming({
      userinfo: { acr: { essential: true, values: ['urn:none', 'urn:test:sca'] } },
    }),
  },
  { what: 'a sign-in as old as max_age', change: signedInAgo(60, 60) },
  {
    what: 'a sign-in within the shortest time, whatever max_age says',
    change: signedInAgo(signInSecondsMin, 0),
  },
  { what: 'a sign-in within the longest time', change: signedInAgo(signInSecondsMax, undefined) },
];
