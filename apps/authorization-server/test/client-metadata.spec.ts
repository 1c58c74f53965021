import { clientMetadata } from '../src/client/client-metadata.schema.js';
import {
  bound,
  byKey,
  byName,
  bySelf,
  edwardsKey,
  key,
  problemsOf,
  pssKey,
  published,
  type Metadata,
} from './registrations.js';

const certificateNames = [
  ['tls_client_auth_subject_dn', 'CN=App\\, the app,OU=a+OU=b,C=GB'],
  ['tls_client_auth_san_dns', 'mtls.app.example'],
  ['tls_client_auth_san_uri', 'urn:app'],
  ['tls_client_auth_san_ip', '2001:db8::7'],
  ['tls_client_auth_san_email', 'ops@app.example'],
] as const;

const unnamed = ({ kid: _kid, ...rest }: Metadata): Metadata => rest;
const machine = { ...byKey, redirect_uris: undefined, grant_types: ['client_credentials'] };
const resourceServer = {
  ...byKey,
  redirect_uris: [],
  grant_types: [],
  resource: 'https://api.example/accounts',
};

describe('client metadata is registered', () => {
  it('with DPoP, the code grant, refresh tokens, the scopes and the types of the bank, unless it says otherwise', () => {
    const { client_name: _name, ...nameless } = byKey;
    expect(clientMetadata.parse({ ...nameless, unknown_here: 'yes' })).toEqual({
      ...nameless,
      client_name: byKey['client_id'],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: expect.stringMatching(/^openid .*accounts/),
      authorization_details_types: expect.arrayContaining(['urn:sandbank:account-access:v1']),
      dpop_bound_access_tokens: true,
      tls_client_certificate_bound_access_tokens: false,
    });
  });

  it('without the scopes that the issuer does not serve (RFC 7591 3.2.1)', () => {
    const { scope } = clientMetadata.parse({ ...byKey, scope: 'openid admin  accounts openid' });
    expect(scope).toBe('openid accounts');
  });

  it('without any scope where it asks for none, as a resource server that introspects', () => {
    expect(clientMetadata.parse({ ...resourceServer, scope: '' }).scope).toBe('');
  });

  it.each<[string, Metadata]>([
    ['of private_key_jwt bound to certificates', { ...byKey, ...bound(false, true) }],
    [
      'of private_key_jwt with keys of every kind',
      { ...byKey, jwks: { keys: [key, pssKey, edwardsKey] } },
    ],
    ['of private_key_jwt with a jwks_uri', { ...byKey, ...published }],
    ['of tls_client_auth without keys', byName],
    ['of tls_client_auth with DPoP', { ...byName, ...bound(true, false) }],
    ...certificateNames.map(([name, value]): [string, Metadata] => [
      `of tls_client_auth by ${name}`,
      { ...byName, tls_client_auth_subject_dn: undefined, [name]: value },
    ]),
    ['of self_signed_tls_client_auth', bySelf],
    ['of self_signed_tls_client_auth with a jwks_uri', { ...bySelf, ...published }],
    ['of two keys without kid', { ...byKey, jwks: { keys: [key, pssKey].map(unnamed) } }],
    ['that names response_types code', { ...byKey, response_types: ['code'] }],
    ['without redirect_uris for client_credentials', machine],
    ['of a native app on a loopback address', { ...byKey, redirect_uris: ['http://127.0.0.1/cb'] }],
    ['of a resource server, which gets no tokens', resourceServer],
    ['with defaults for the sign-in', { ...byKey, default_max_age: 0, default_acr_values: ['a'] }],
  ])('%s', (_what, metadata) => {
    expect(problemsOf(metadata)).toEqual([]);
    const constraints = clientMetadata.parse(metadata);
    expect(constraints.dpop_bound_access_tokens).not.toBe(
      constraints.tls_client_certificate_bound_access_tokens,
    );
  });

  it('says everything that is wrong at once', () => {
    expect(
      problemsOf({ ...byKey, client_id: 'an app', redirect_uris: ['http://app.example'] }),
    ).toEqual([
      expect.stringContaining('invalid_client_metadata client_id'),
      expect.stringContaining('invalid_redirect_uri redirect_uris.0 must be an https URL'),
    ]);
  });
});
