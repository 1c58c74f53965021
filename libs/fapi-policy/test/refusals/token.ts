import type { GrantType, OAuthErrorCode } from '@sandbank/oauth';
import {
  fapi2SecurityProfile,
  type CodeExchangeContext,
  type RefreshContext,
  type TokenContext,
} from '../../src/index.js';
import { bindingToCertificate, params, registeredWith } from '../changes.js';
import { accountsUrl, certificate, clientKey, nowSeconds, redirectUri } from '../parties.js';
import type { Refusal } from '../refusal.js';
import { digest } from '../signing.js';
import { parsedProof } from '../jwts.js';

const { refreshTokenInactivitySeconds: inactivity } = fapi2SecurityProfile.limits;

const refused = <Context extends TokenContext>(
  clause: string,
  what: string,
  error: OAuthErrorCode,
  change: Refusal<Context>['change'],
): Refusal<Context> => ({ clause, what, error, change });

const grantTypes = [
  ...['password', 'implicit', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
  ...['Authorization_Code', 'constructor', '__proto__', 'toString', 'authorization_code '],
];

export const tokenRefusals: readonly Refusal<TokenContext>[] = [
  refused(
    'SP-5.3.2.1-2',
    'a request without grant_type',
    'invalid_request',
    params({ grant_type: undefined }),
  ),
  ...grantTypes.map((type) =>
    refused(
      'SP-5.3.2.1-2',
      `grant_type "${type}"`,
      'unsupported_grant_type',
      params({ grant_type: type }),
    ),
  ),
];

/** What every grant type refuses alike. */
const everyGrant = <Context extends TokenContext>(
  grantType: GrantType,
): readonly Refusal<Context>[] => [
  refused<Context>(
    'RFC7591-2',
    `a client that is not registered for ${grantType}`,
    'unauthorized_client',
    (valid) => {
      const others = valid.client.grant_types.filter((type) => type !== grantType);
      return { ...valid, client: { ...valid.client, grant_types: others } };
    },
  ),
  refused<Context>(
    'SP-5.3.2.1-4',
    'a request without a DPoP proof',
    'invalid_dpop_proof',
    (valid) => ({ ...valid, proof: undefined }),
  ),
  refused<Context>(
    'SP-5.3.2.1-4',
    'a certificate instead of the proof that the client registered for',
    'invalid_dpop_proof',
    (valid) => ({ ...valid, proof: undefined, certificate }),
  ),
  refused<Context>(
    'SP-5.3.2.1-4',
    'a request without the certificate to which tokens are bound',
    'invalid_request',
    (valid) => ({ ...bindingToCertificate(valid), certificate: undefined }),
  ),
  refused<Context>(
    'SP-5.3.2.1-4',
    'a proof instead of the certificate that the client registered for',
    'invalid_request',
    (valid) => ({ ...bindingToCertificate(valid), certificate: undefined, proof: valid.proof }),
  ),
  refused<Context>(
    'RFC8707-2',
    'a resource that is not served',
    'invalid_target',
    params({ resource: accountsUrl }),
  ),
];

const code =
  (changes: Partial<NonNullable<CodeExchangeContext['code']>>) =>
  (valid: CodeExchangeContext): CodeExchangeContext => {
    if (valid.code === undefined) throw new Error('a valid request has a code');
    return { ...valid, code: { ...valid.code, ...changes } };
  };

const malformedVerifiers: readonly [string, string | undefined][] = [
  ['no code_verifier', undefined],
  ['a code_verifier of 42 characters', 'v'.repeat(42)],
  ['a code_verifier of 129 characters', 'v'.repeat(129)],
  ['a code_verifier with a plus', `+${'v'.repeat(43)}`],
  ['a code_verifier with a line break', `${'v'.repeat(43)}\n`],
  ['a code_verifier of other letters', 'é'.repeat(43)],
];

/** A code and challenge that were made for this verifier, however malformed. */
const madeFor =
  (verifier: string | undefined) =>
  (valid: CodeExchangeContext): CodeExchangeContext =>
    code({ codeChallenge: digest(verifier ?? '') })(params({ code_verifier: verifier })(valid));

export const codeExchangeRefusals: readonly Refusal<CodeExchangeContext>[] = [
  ...everyGrant<CodeExchangeContext>('authorization_code'),
  refused('RFC6749-4.1.3', 'no code', 'invalid_request', params({ code: undefined })),
  refused('RFC6749-5.2', 'an unknown code', 'invalid_grant', (valid) => ({
    ...valid,
    code: undefined,
  })),
  refused(
    'RFC6749-4.1.3-client',
    'the code of another client',
    'invalid_grant',
    code({ clientId: 'client-other' }),
  ),
  refused('SP-5.3.2.2-9', 'a code that was used before', 'invalid_grant', code({ consumed: true })),
  refused(
    'SP-5.3.2.1-11',
    'a code that expires this second',
    'invalid_grant',
    code({ expiresAtSeconds: nowSeconds }),
  ),
  refused(
    'SP-5.3.2.1-11',
    'a code that expires within this second',
    'invalid_grant',
    code({ expiresAtSeconds: nowSeconds + 0.999 }),
  ),
  refused(
    'GM-5.6',
    'a code whose grant has ended or was approved anew',
    'invalid_grant',
    code({ active: false }),
  ),
  refused(
    'RFC6749-4.1.3-redirect',
    'no redirect_uri',
    'invalid_request',
    params({ redirect_uri: undefined }),
  ),
  ...[`${redirectUri}/`, 'https://attacker.example/callback'].map((uri) =>
    refused<CodeExchangeContext>(
      'RFC6749-4.1.3-redirect',
      `redirect_uri ${uri}`,
      'invalid_grant',
      params({ redirect_uri: uri }),
    ),
  ),
  ...malformedVerifiers.map(([what, verifier]) =>
    refused<CodeExchangeContext>('RFC7636-4.1', what, 'invalid_grant', madeFor(verifier)),
  ),
  refused(
    'RFC7636-4.6',
    'another code_verifier',
    'invalid_grant',
    params({ code_verifier: 'w'.repeat(43) }),
  ),
  refused<CodeExchangeContext>(
    'RFC7636-4.6',
    'the challenge as its own verifier',
    'invalid_grant',
    (valid) => params({ code_verifier: valid.code?.codeChallenge })(valid),
  ),
  refused<CodeExchangeContext>(
    'RFC9449-10',
    'another DPoP key than that of the request',
    'invalid_grant',
    async (valid) => ({ ...valid, proof: await parsedProof({ key: clientKey }) }),
  ),
  refused(
    'RFC9449-10',
    'a certificate for a code that is bound to a DPoP key',
    'invalid_grant',
    bindingToCertificate,
  ),
];

const refreshToken =
  (changes: Partial<NonNullable<RefreshContext['refreshToken']>>) =>
  (valid: RefreshContext): RefreshContext => {
    if (valid.refreshToken === undefined) throw new Error('a valid request has a refresh token');
    return { ...valid, refreshToken: { ...valid.refreshToken, ...changes } };
  };

export const refreshRefusals: readonly Refusal<RefreshContext>[] = [
  ...everyGrant<RefreshContext>('refresh_token'),
  refused('RFC6749-6', 'no refresh_token', 'invalid_request', params({ refresh_token: undefined })),
  refused('RFC6749-5.2', 'an unknown refresh token', 'invalid_grant', (valid) => ({
    ...valid,
    refreshToken: undefined,
  })),
  refused(
    'RFC6749-10.4',
    'the refresh token of another client',
    'invalid_grant',
    refreshToken({ clientId: 'client-other' }),
  ),
  refused(
    'RFC9700-4.14',
    'a refresh token that was revoked',
    'invalid_grant',
    refreshToken({ active: false }),
  ),
  refused(
    'RFC9700-4.14',
    'a refresh token that expires this second',
    'invalid_grant',
    refreshToken({ expiresAtSeconds: nowSeconds }),
  ),
  refused(
    'RFC9700-4.14',
    'a refresh token that expires within this second',
    'invalid_grant',
    refreshToken({ expiresAtSeconds: nowSeconds + 0.999 }),
  ),
  refused(
    'RFC9700-4.14.2',
    'a refresh token that was used last within the first second of the time allowed',
    'invalid_grant',
    refreshToken({ lastUsedAtSeconds: nowSeconds - inactivity + 0.999 }),
  ),
  ...[inactivity, inactivity + 1].map((unused) =>
    refused<RefreshContext>(
      'RFC9700-4.14.2',
      `a refresh token that was not used for ${unused} s`,
      'invalid_grant',
      refreshToken({ lastUsedAtSeconds: nowSeconds - unused }),
    ),
  ),
  refused(
    'RFC6749-6-scope',
    'a scope that the client has but the grant has not',
    'invalid_scope',
    (valid) => refreshToken({ scope: 'openid' })(params({ scope: 'openid accounts' })(valid)),
  ),
  refused(
    'RFC6749-6-scope',
    'any scope for a grant without scope',
    'invalid_scope',
    refreshToken({ scope: '' }),
  ),
  refused(
    'RFC7591-2-scope',
    'a scope that was granted and that the client has lost since',
    'invalid_scope',
    registeredWith({ scope: 'openid' }),
  ),
  refused(
    'RFC7591-2-scope',
    'no scope, where the client has lost one of the grant',
    'invalid_scope',
    (valid) => registeredWith({ scope: 'accounts' })(params({ scope: undefined })(valid)),
  ),
  refused(
    'RFC9396-10-registered',
    'a grant of a type that the client has lost since',
    'invalid_authorization_details',
    registeredWith({ authorization_details_types: ['urn:sandbank:domestic-payment:v1'] }),
  ),
];

export const clientCredentialsRefusals: readonly Refusal<TokenContext>[] = [
  ...everyGrant<TokenContext>('client_credentials'),
  refused(
    'RFC6749-3.3',
    'a scope that the client is not registered for',
    'invalid_scope',
    params({ scope: 'accounts payments' }),
  ),
  refused(
    'RFC9396-6-client',
    'authorization_details, which no client has of its own',
    'invalid_authorization_details',
    params({ authorization_details: '[]' }),
  ),
];
