import { newKey, publicJwk } from '@sandbank/testing';
import { byName, certificate, certified } from '../registrations.js';
import type { Json } from './test-directory.js';

/** What is asked for, what the directory states, the error that comes of it, and its words. */
export type Forbidden = readonly [
  what: string,
  given: Json | (() => Promise<Json>),
  stated: Json,
  error: string,
  words: RegExp,
];

const code = 'invalid_client_metadata';
const redirects = (uri: string): Forbidden => [
  `redirect URI ${JSON.stringify(uri)}`,
  {},
  { redirect_uris: ['https://app.example/one', uri] },
  'invalid_redirect_uri',
  /redirect_uris\.1: must be an https URL/,
];
const key = async (): Promise<Json> => publicJwk(await newKey());
const keys = async (...list: (Json | Promise<Json>)[]): Promise<Json> => ({
  jwks: { keys: await Promise.all(list.map((each) => Promise.resolve(each))) },
});
const weak = { kty: 'RSA', e: 'AQAB', n: Buffer.alloc(64, 0xff).toString('base64url') };

/** Everything that may not be registered. */
export const forbiddenMetadata: readonly Forbidden[] = [
  redirects('https://app.example/cb#fragment'),
  redirects('https://app.example/cb#'),
  redirects('https://*.app.example/cb'),
  redirects('https://app.example/*'),
  redirects('http://app.example/cb'),
  redirects('http://localhost/cb'),
  redirects('https://user@app.example/cb'),
  redirects('https://user:secret@app.example/cb'),
  redirects('https://аpp.example/cb'),
  redirects('https://app。example/cb'),
  redirects('https://ex%61mple.com/cb'),
  redirects('https:///app.example/cb'),
  redirects('https://app.example\\@attacker.example/cb'),
  redirects('https://app.example/a b'),
  redirects('https://app.example/\u0000'),
  redirects("https://app.example;script-src'self'/cb"),
  redirects('https://app.example,attacker.example/cb'),
  redirects('https://app.example./cb'),
  redirects('https://app..example/cb'),
  redirects('com.app:/cb'),
  redirects('javascript:alert(1)'),
  redirects(''),
  ['no redirect URI', {}, { redirect_uris: [] }, 'invalid_redirect_uri', /at least one/],
  [
    'a private key',
    async () => keys(newKey()),
    {},
    code,
    /jwks\.keys\.0: a public JWK has no member d/,
  ],
  [
    'two keys of one kid',
    async () => keys(key(), { ...(await key()), kid: 'one' }, { ...(await key()), kid: 'one' }),
    {},
    code,
    /every kid/,
  ],
  ['RSA of 512 bits', () => keys(key(), weak), {}, code, /keys\.1: RSA keys have at least 2048/],
  ['a secret', () => keys({ kty: 'oct', k: 'AAAA' }), {}, code, /has no member k/],
  [
    'keys of two sources',
    {},
    { jwks_uri: 'https://app.example/jwks' },
    code,
    /jwks: is not taken: the software statement names jwks_uri/,
  ],
  [
    'a secret-based method',
    { token_endpoint_auth_method: 'client_secret_basic' },
    {},
    code,
    /must/,
  ],
  ['no method', { token_endpoint_auth_method: undefined }, {}, code, /must be private_key_jwt/],
  ['RS256', { token_endpoint_auth_signing_alg: 'RS256' }, {}, code, /must be one of PS256/],
  ['none', { id_token_signed_response_alg: 'none' }, {}, code, /must be one of PS256/],
  ['the implicit flow', { response_types: ['token'] }, {}, code, /^response_types/],
  ['a password grant', { grant_types: ['password'] }, {}, code, /^grant_types/],
  ['bearer tokens', { dpop_bound_access_tokens: false }, {}, code, /bearer tokens/],
  [
    'both constraints',
    { dpop_bound_access_tokens: true, tls_client_certificate_bound_access_tokens: true },
    {},
    code,
    /bound to one/,
  ],
  ['to be an API', { resource: 'https://api.example/' }, {}, code, /^resource: is for the APIs/],
  ['to be one of the bank', { resource: 'x', grant_types: [] }, {}, code, /^resource: is for/],
  ['a logo in clear', { logo_uri: 'http://app.example/logo' }, {}, code, /^logo_uri/],
  ['a logo of script', { logo_uri: 'javascript:alert(1)' }, {}, code, /^logo_uri/],
  ['a policy of data', {}, { policy_uri: 'data:text/html,x' }, code, /^policy_uri/],
  ['a name that turns around', {}, { client_name: 'Tally\u202e' }, code, /^client_name/],
  ['U+0000', { default_acr_values: ['a\u0000'] }, {}, code, /default_acr_values\.0: holds a char/],
  ['half a character', async () => keys({ ...(await key()), x: '\ud800' }), {}, code, /holds a/],
  ['an unnameable member', async () => keys({ ...(await key()), '\u0000': 1 }), {}, code, /holds/],
  [
    'another software’s certificate by another method',
    { tls_client_auth_san_uri: byName.client_id },
    {},
    code,
    /is for token_endpoint_auth_method tls_client_auth/,
  ],
  [
    'a self-signed certificate of another key',
    async () => ({
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      ...(await keys({ ...(await key()), x5c: certified(certificate)['x5c'] })),
    }),
    {},
    code,
    /of another key/,
  ],
];
