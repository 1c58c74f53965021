import { fapi2SecurityProfile, parseIdTokenHint, type PushContext } from '../../src/index.js';
import { params } from '../changes.js';
import { accessToken, idToken, type Jwt } from '../jwts.js';
import { bankKey, customer, strangerKey } from '../parties.js';
import type { Refusal } from '../refusal.js';
import { unsigned } from '../signing.js';

const { loginHintLengthMax, acrValuesLengthMax } = fapi2SecurityProfile.limits;

const refused = (
  clause: string,
  what: string,
  changes: Readonly<Record<string, string | undefined>>,
): Refusal<PushContext> => ({ clause, what, error: 'invalid_request', change: params(changes) });

const prompts = ['create', 'login create', 'none login', 'none none consent', 'LOGIN', 'valueOf'];
const ages = ['-1', '1.5', '1e3', ' 1', '0x10', '١', '1234567890', 'Infinity', '1\n'];
const claims = [
  '{',
  '[]',
  '{"id_token":{"acr":{"values":[]}}}',
  '{"userinfo":{"sub":{"value":1}}}',
];

const hinting = (jwt: Jwt) => async (valid: PushContext) => ({
  ...valid,
  idTokenHint: parseIdTokenHint(await idToken(jwt)),
});

async function parsedIdToken() {
  const hint = parseIdTokenHint(await idToken());
  if (hint === undefined) throw new Error('an ID token was made, so one is parsed');
  return hint;
}

const hints: readonly (readonly [string, Refusal<PushContext>['change']])[] = [
  ['of another issuer', hinting({ claims: { iss: 'https://other.example' } })],
  ['of another client', hinting({ claims: { aud: 'client-other' } })],
  ['of other clients', hinting({ claims: { aud: ['client-other', 'client-third'] } })],
  ['without aud', hinting({ claims: { aud: undefined } })],
  ['without sub', hinting({ claims: { sub: undefined } })],
  ['with a sub that is a number', hinting({ claims: { sub: 1 } })],
  ['of another type', hinting({ header: { typ: 'at+jwt' } })],
  ['with a foreign signature', hinting({ key: { ...strangerKey, kid: bankKey.kid } })],
  [
    'without a signature',
    async (valid) => ({
      ...valid,
      idTokenHint: parseIdTokenHint(unsigned({}, (await parsedIdToken()).payload)),
    }),
  ],
  [
    'that is an access token',
    async (valid) => ({ ...valid, idTokenHint: parseIdTokenHint(await accessToken()) }),
  ],
];

/** What of OpenID Connect's parameters is refused when it is pushed. */
export const openidRefusals: readonly Refusal<PushContext>[] = [
  ...prompts.map((prompt) => refused('OIDC-3.1.2.1-prompt', `prompt "${prompt}"`, { prompt })),
  ...ages.map((age) =>
    refused('OIDC-3.1.2.1-max-age', `max_age ${JSON.stringify(age)}`, { max_age: age }),
  ),
  refused('OIDC-3.1.2.1-acr-values', 'acr_values beyond the limit', {
    acr_values: 'a'.repeat(acrValuesLengthMax + 1),
  }),
  refused('OIDC-3.1.2.1-login-hint', 'a login_hint beyond the limit', {
    login_hint: 'm'.repeat(loginHintLengthMax + 1),
  }),
  ...claims.map((json) => refused('OIDC-5.5', `claims ${json}`, { claims: json })),
  ...hints.map(([what, change]) => ({
    clause: 'OIDC-3.1.2.1-id-token-hint',
    what: `an id_token_hint ${what}`,
    error: 'invalid_request' as const,
    change,
  })),
  refused('OIDC-3.1.2.2-sub', 'an id_token_hint and claims that name different customers', {
    claims: '{"id_token":{"sub":{"value":"another customer"}}}',
  }),
  {
    clause: 'OIDC-3.1.2.2-sub',
    what: 'claims that name two customers',
    error: 'invalid_request',
    change: (valid) => ({
      ...params({
        claims: `{"id_token":{"sub":{"value":"${customer}"}},"userinfo":{"sub":{"value":"x"}}}`,
      })(valid),
      idTokenHint: undefined,
    }),
  },
];
