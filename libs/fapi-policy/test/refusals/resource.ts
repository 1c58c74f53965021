import type { OAuthErrorCode } from '@sandbank/oauth';
import type { ResourceContext } from '../../src/index.js';
import { presenting, presentingBound, withToken } from '../changes.js';
import { accessToken, resourceProof } from '../jwts.js';
import {
  bankKey,
  certificate,
  client,
  clientKey,
  dpopKey,
  issuer,
  nowSeconds,
  resourceBase,
  strangersCertificate,
} from '../parties.js';
import type { Refusal } from '../refusal.js';
import { altered, hmacSigner, signer, unsigned } from '../signing.js';

const refused = (
  clause: string,
  what: string,
  change: Refusal<ResourceContext>['change'],
  error: OAuthErrorCode = 'invalid_token',
): Refusal<ResourceContext> => ({ clause, what, error, status: 401, change });

const claim = (clause: string, name: string, values: readonly [string, unknown][]) =>
  values.map(([what, value]) => refused(clause, what, presenting({ claims: { [name]: value } })));

const rsaWithSha256 = await signer('RS256', bankKey.kid);
const impostor = await signer('ES256', bankKey.kid);

const types = [
  ...[undefined, '', 'JWT', 'dpop+jwt', 'bank-internal+jwt', 'client-authentication+jwt'],
  ...['application/application/at+jwt', 'aapplication/t+jwt', 'at+jwt '],
].map((typ) =>
  refused('RFC9068-4-typ', `a token of typ ${String(typ)}`, presenting({ header: { typ } })),
);

const issuers: readonly [string, unknown][] = [
  ['no iss', undefined],
  ['another bank as iss', 'https://bank.example:9441/summit'],
  ['the issuer with a slash as iss', `${issuer}/`],
  ['the issuer in a list as iss', [issuer]],
];

const audiences: readonly [string, unknown][] = [
  ['no aud', undefined],
  ['another resource server as aud', 'https://bank.example:9442/summit/open-banking/v4.0'],
  ['the issuer as aud', issuer],
  ['an empty list as aud', []],
  ['a list of lists as aud', [[resourceBase]]],
  ['an object as aud', { 0: resourceBase }],
];

const expiries: readonly [string, unknown][] = [
  ['no exp', undefined],
  ['an exp of this second', nowSeconds],
  ['an exp an hour ago', nowSeconds - 3600],
  ['an exp that is a string', String(nowSeconds + 60)],
  ['an exp that is a list', [nowSeconds + 60]],
];

const futures = ['iat', 'nbf'].flatMap((name) =>
  claim('RFC7519-4.1.5', name, [
    [`an ${name} 31 s ahead`, nowSeconds + 31],
    [`an ${name} that is a string`, String(nowSeconds)],
    [`an ${name} that is null`, null],
  ]),
);

const identities = ['sub', 'client_id', 'jti'].flatMap((name) =>
  claim('RFC9068-2.2', name, [
    [`a token without ${name}`, undefined],
    [`a token whose ${name} is a list`, ['x']],
    [`a token whose ${name} is a number`, 7],
  ]),
);

const bindings: readonly [string, unknown][] = [
  ['a token without cnf', undefined],
  ['a token whose cnf is null', null],
  ['a token whose cnf is a string', dpopKey.thumbprint],
  ['a token that is bound to neither', {}],
  ['a token that is bound to something else', { kid: dpopKey.thumbprint }],
  ['a token that is bound to an empty key', { jkt: '' }],
  [
    'a token that is bound to a key and a certificate',
    { jkt: dpopKey.thumbprint, 'x5t#S256': certificate.thumbprint },
  ],
  ['a token whose x5t#S256 is a list', { 'x5t#S256': [certificate.thumbprint] }],
  ['a token that is bound to nothing and a key', { jkt: dpopKey.thumbprint, 'x5t#S256': null }],
  ['a token whose jkt is a list', { jkt: [dpopKey.thumbprint] }],
];

const proofRefused = (clause: string, what: string, change: Refusal<ResourceContext>['change']) =>
  refused(clause, what, change, 'invalid_dpop_proof');

const hashing = (ath: string | undefined) => async (valid: ResourceContext) => ({
  ...valid,
  proof: await resourceProof(valid.accessToken, { claims: { ath } }),
});

export const resourceRefusals: readonly Refusal<ResourceContext>[] = [
  {
    clause: 'SP-5.3.4-2',
    what: 'an access token in the query beside that of the header',
    error: 'invalid_request',
    status: 400,
    change: (valid) => ({ ...valid, tokenInQuery: true }),
  },
  ...types,
  ...claim('RFC9068-4-iss', 'iss', issuers),
  ...claim('RFC9068-4-aud', 'aud', audiences),
  refused('RFC9068-4-signature', "a stranger's key under the bank's kid", (valid) =>
    presenting({ key: impostor })(valid),
  ),
  refused(
    'RFC9068-4-signature',
    "the client's own key",
    presenting({ key: clientKey, claims: { client_id: client.client_id } }),
  ),
  refused('RFC9068-4-signature', 'RS256', presenting({ key: rsaWithSha256 })),
  refused(
    'RFC9068-4-signature',
    'HS256 with the public key',
    presenting({ key: hmacSigner(bankKey) }),
  ),
  refused('RFC9068-4-signature', 'the algorithm none', (valid) =>
    withToken(valid, unsigned({ typ: 'at+jwt', kid: bankKey.kid }, valid.token.payload)),
  ),
  refused('RFC9068-4-signature', 'a token with a wider scope than was signed', (valid) =>
    withToken(
      valid,
      altered(valid.accessToken, (claims) => ({ ...claims, scope: 'openid accounts payments' })),
    ),
  ),
  ...claim('RFC9068-4-exp', 'exp', expiries),
  ...futures,
  ...identities,
  ...claim('SP-5.3.4-5', 'cnf', bindings),
  ...['bearer', 'basic', '', 'DPoP '].map((scheme) =>
    refused('RFC9449-7.2', `the scheme "${scheme}"`, (valid) => ({ ...valid, scheme })),
  ),
  ...['dpop', 'basic', '', 'Bearer '].map((scheme) =>
    refused(
      'RFC9449-7.2',
      `the scheme "${scheme}" for a token that is bound to a certificate`,
      presentingBound({}, { scheme }),
    ),
  ),
  ...['revoked', 'revocation list out of date'].map((disowned) =>
    refused(
      'RFC5280-6.3',
      `a token that is bound to a certificate whose authority says: ${disowned}`,
      presentingBound({}, { disowned }),
    ),
  ),
  refused(
    'RFC8705-3',
    'a token that is bound to a certificate, without any',
    presentingBound({}, { certificate: undefined }),
  ),
  refused(
    'RFC8705-3',
    'a token that is bound to a certificate, with another',
    presentingBound({}, { certificate: strangersCertificate }),
  ),
  {
    clause: 'IA-2.3',
    what: 'a DPoP proof beside a token that is bound to a certificate',
    error: 'invalid_request',
    status: 400,
    change: async (valid) => presentingBound({}, { proof: valid.proof })(valid),
  },
  proofRefused('RFC9449-7.1', 'a call without a proof', (valid) => ({
    ...valid,
    proof: undefined,
  })),
  proofRefused('RFC9449-4.3-12-ath', 'a proof without ath', hashing(undefined)),
  proofRefused('RFC9449-4.3-12-ath', 'a proof with an empty ath', hashing('')),
  proofRefused('RFC9449-4.3-12-ath', 'a proof for another token', async (valid) => ({
    ...valid,
    proof: await resourceProof(await accessToken()),
  })),
  refused('RFC9449-4.3-12-key', "a proof of another key than the token's", async (valid) => ({
    ...valid,
    proof: await resourceProof(valid.accessToken, { key: clientKey }),
  })),
];
