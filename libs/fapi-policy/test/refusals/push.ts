import type { OAuthErrorCode } from '@sandbank/oauth';
import { fapi2SecurityProfile, type PushContext } from '../../src/index.js';
import { params, redirectedTo } from '../changes.js';
import { accountsUrl, clientKey, redirectUri, resourceBase } from '../parties.js';
import type { Refusal } from '../refusal.js';
import { digest } from '../signing.js';
import { grantManagementRefusals } from './grant-management.js';
import { openidRefusals } from './openid.js';

const { stateLengthMax, nonceLengthMax } = fapi2SecurityProfile.limits;

const refused = (
  clause: string,
  what: string,
  changes: Readonly<Record<string, string | undefined>>,
  error: OAuthErrorCode = 'invalid_request',
): Refusal<PushContext> => ({ clause, what, error, change: params(changes) });

const responseTypes = [
  ...['token', 'id_token', 'code id_token', 'code token', 'code id_token token', 'none'],
  ...['CODE', 'code ', 'code code', 'toString'],
].map((type) =>
  refused(
    'SP-5.3.2.2-1',
    `response_type "${type}"`,
    { response_type: type },
    'unsupported_response_type',
  ),
);

const responseModes = ['fragment', 'form_post', 'jwt', 'query.jwt', 'QUERY', 'constructor'].map(
  (mode) => refused('OIDC-3.1.2.1-response-mode', `response_mode ${mode}`, { response_mode: mode }),
);

const unregistered = [
  'https://attacker.example/callback',
  `${redirectUri}/`,
  `${redirectUri}?next=1`,
  `${redirectUri}#`,
  redirectUri.toUpperCase(),
  redirectUri.replace('app.example', 'app.example.attacker.example'),
  redirectUri.replace('app.example', 'app.example:8443'),
  redirectUri.replace('https://', 'https://user@'),
  `${redirectUri}\0`,
  ' ',
  'http://127.0.0.1/other',
  'http://127.0.0.2/native',
  'http://127.0.0.1:1234567/native',
  'http://127.0.0.1:80@attacker.example/native',
  'http://127.0.0.1.attacker.example/native',
].map((uri) =>
  refused('RFC9700-2.1', `redirect_uri ${JSON.stringify(uri)}`, { redirect_uri: uri }),
);

const inClear = [
  'http://app.example/callback',
  'http://127.0.0.1.attacker.example/callback',
  'http://localhost/callback',
  'http://127.0.0.10/callback',
  'javascript:alert(1)',
  'data:text/html,x',
  'app.tally:/callback',
  '//app.example/callback',
].map((uri): Refusal<PushContext> => ({
  clause: 'SP-5.3.2.2-8',
  what: `the registered redirect_uri ${uri}`,
  error: 'invalid_request',
  change: redirectedTo(uri),
}));

const challenges = [
  digest('verifier').slice(1),
  `${digest('verifier')}=`,
  `+/${digest('verifier').slice(2)}`,
  `${digest('verifier')}\n`,
  `A${digest('verifier')}`,
  'é'.repeat(43),
].map((challenge) =>
  refused('RFC7636-4.2', `code_challenge ${JSON.stringify(challenge)}`, {
    code_challenge: challenge,
  }),
);

const scopes = ['payments', 'openid payments', 'openid\taccounts', 'OPENID', 'openid,accounts'].map(
  (scope) => refused('RFC6749-3.3', `scope ${JSON.stringify(scope)}`, { scope }, 'invalid_scope'),
);

const resources = [
  ...['https://other.example', `${resourceBase}/`, accountsUrl, 'includes', `${resourceBase}#`],
  `${resourceBase} https://other.example`,
].map((uri) => refused('RFC8707-2', `resource ${uri}`, { resource: uri }, 'invalid_target'));

export const pushRefusals: readonly Refusal<PushContext>[] = [
  {
    clause: 'RFC7591-2',
    what: 'a client that is not registered for authorization_code',
    error: 'unauthorized_client',
    change: (valid) => ({
      ...valid,
      client: { ...valid.client, grant_types: ['client_credentials'] },
    }),
  },
  refused('RFC9126-2.1', 'a request_uri', {
    request_uri: 'urn:ietf:params:oauth:request_uri:another',
  }),
  refused('RFC9101-7', 'a request object', { request: 'e30.e30.e30' }, 'request_not_supported'),
  refused('SP-5.3.2.2-1', 'a request without response_type', { response_type: undefined }),
  ...responseTypes,
  ...responseModes,
  refused('SP-5.3.2.2-6', 'a request without redirect_uri', { redirect_uri: undefined }),
  ...unregistered,
  ...inClear,
  refused('SP-5.3.2.2-5', 'a request without code_challenge', { code_challenge: undefined }),
  refused('SP-5.3.2.2-5', 'code_challenge_method plain', { code_challenge_method: 'plain' }),
  refused('SP-5.3.2.2-5', 'a challenge without its method', { code_challenge_method: undefined }),
  refused('SP-5.3.2.2-5', 'code_challenge_method s256', { code_challenge_method: 's256' }),
  refused('SP-5.3.2.2-5', 'a request without PKCE', {
    code_challenge: undefined,
    code_challenge_method: undefined,
  }),
  ...challenges,
  ...scopes,
  refused(
    'RFC6749-3.3-nothing',
    'neither scope nor details',
    { scope: undefined },
    'invalid_scope',
  ),
  refused('RFC6749-3.3-nothing', 'a scope of spaces', { scope: '  ' }, 'invalid_scope'),
  ...grantManagementRefusals,
  refused('SP-5.3.2.2-note-4', 'a state beyond the limit', {
    state: 's'.repeat(stateLengthMax + 1),
  }),
  refused('SP-5.3.2.2-14', 'a nonce beyond the limit', { nonce: 'n'.repeat(nonceLengthMax + 1) }),
  ...openidRefusals,
  ...resources,
  refused('RFC9449-10.1', 'a dpop_jkt that is not the key of the proof', {
    dpop_jkt: clientKey.thumbprint,
  }),
  refused('RFC9449-10.1', 'a dpop_jkt that is no thumbprint', { dpop_jkt: 'thumb' }),
  {
    clause: 'RFC9449-10.1',
    what: 'a dpop_jkt with a letter before the thumbprint, without a proof',
    error: 'invalid_request',
    change: (valid) => ({
      ...params({ dpop_jkt: `A${clientKey.thumbprint}` })(valid),
      proof: undefined,
    }),
  },
  {
    clause: 'RFC9449-10.1',
    what: 'a dpop_jkt that is no thumbprint, without a proof',
    error: 'invalid_request',
    change: (valid) => ({
      ...params({ dpop_jkt: `${clientKey.thumbprint}=` })(valid),
      proof: undefined,
    }),
  },
];
