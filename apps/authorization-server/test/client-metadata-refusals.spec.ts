import {
  bound,
  byKey,
  byName,
  bySelf,
  certificate,
  certified,
  key,
  otherCertificate,
  problemsOf,
  pssKey,
  published,
  type Metadata,
} from './registrations.js';

const withKeys = (...keys: Metadata[]): Metadata => ({ ...byKey, jwks: { keys } });
const withX5c = (x5c: unknown): Metadata => ({
  ...bySelf,
  jwks: { keys: [certified(certificate, x5c)] },
});
const weakModulus = Buffer.alloc(128, 0xff).toString('base64url');

describe('client metadata is refused', () => {
  const algorithms = ['token_endpoint_auth_signing_alg', 'id_token_signed_response_alg'];

  it.each<[string, Metadata | undefined, RegExp]>([
    ...['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'none', undefined].map(
      (method): [string, Metadata, RegExp] => [
        `for token_endpoint_auth_method ${String(method)} (SP-5.3.2.1-3)`,
        { ...byKey, token_endpoint_auth_method: method },
        /^invalid_client_metadata token_endpoint_auth_method must be private_key_jwt/,
      ],
    ),
    ...algorithms.flatMap((member) =>
      ['RS256', 'none', 'HS256'].map((alg): [string, Metadata, RegExp] => [
        `for ${member} ${alg} (SP-5.4.1-1.2)`,
        { ...byKey, [member]: alg },
        new RegExp(`^invalid_client_metadata ${member} must be one of PS256, ES256`),
      ]),
    ),
    ['bound to key and certificate', { ...byKey, ...bound(true, true) }, /dpop_bound.* excludes/],
    ['bound to neither', { ...byKey, ...bound(false, false) }, /bearer tokens are not issued/],
    ['bound to neither, by half', { ...byKey, dpop_bound_access_tokens: false }, /bearer tokens/],
    [
      'with jwks and jwks_uri',
      { ...byKey, jwks_uri: published.jwks_uri },
      /jwks_uri excludes jwks/,
    ],
    ['of private_key_jwt without keys', { ...byKey, jwks: undefined }, /jwks or jwks_uri/],
    ['of a self-signed client without keys', { ...bySelf, jwks: undefined }, /jwks or jwks_uri/],
    [
      'with a jwks_uri in clear',
      { ...byKey, ...published, jwks_uri: 'http://a.example' },
      /jwks_uri/,
    ],
    [
      'of tls_client_auth without a name',
      { ...byName, tls_client_auth_subject_dn: undefined },
      /_subject_dn or one of/,
    ],
    [
      'of tls_client_auth by two names',
      { ...byName, tls_client_auth_san_dns: 'a.example' },
      /_san_dns excludes tls_client_auth_subject_dn/,
    ],
    ...[
      ['tls_client_auth_subject_dn', 'App Ltd'],
      ['tls_client_auth_subject_dn', 'CN'],
      ['tls_client_auth_san_dns', 'https://a.example'],
      ['tls_client_auth_san_uri', 'a.example'],
      ['tls_client_auth_san_ip', '192.0.2.256'],
      ['tls_client_auth_san_email', 'a.example'],
    ].map(([name = '', value]): [string, Metadata, RegExp] => [
      `of tls_client_auth by ${name} "${value}"`,
      { ...byName, tls_client_auth_subject_dn: undefined, [name]: value },
      new RegExp(`^invalid_client_metadata ${name} is no `),
    ]),
    [
      'with the name of a certificate for private_key_jwt',
      { ...byName, ...byKey },
      /_subject_dn is for/,
    ],
    [
      'of a self-signed client without x5c',
      { ...bySelf, jwks: { keys: [key] } },
      /must carry the certificate as x5c/,
    ],
    [
      'with the certificate of another key',
      withX5c([otherCertificate.der.toString('base64')]),
      /of another key/,
    ],
    ['with x5c that is no list', withX5c(certificate.der.toString('base64')), /x5c is a list/],
    ['with x5c in base64url', withX5c(['_-8']), /x5c is a list/],
    ['with x5c that is no certificate', withX5c(['AAAA']), /jwks.keys.0/],
    ['without keys', withKeys(), /jwks.keys/],
    ['with a private key', withKeys({ ...key, d: 'A'.repeat(43) }), /a public JWK has no member d/],
    ['with a secret', withKeys({ kty: 'oct', k: 'AAAA' }), /has no member k/],
    [
      'with RSA of 1024 bits (SP-5.4.1-2)',
      withKeys({ kty: 'RSA', n: weakModulus, e: 'AQAB' }),
      /at least 2048 bits/,
    ],
    ['with a point off its curve', withKeys({ ...key, y: key.x }), /cannot be imported/],
    [
      'with two keys of one kid (SP-5.4.2-3)',
      withKeys(key, { ...pssKey, kid: key.kid }),
      /every kid/,
    ],
    [
      'with no key for its algorithm',
      { ...byKey, token_endpoint_auth_signing_alg: 'PS256' },
      /no key for signatures with PS256/,
    ],
    ['with keys for encryption alone', withKeys({ ...key, use: 'enc' }), /no key for signatures/],
    [
      'for response_types code id_token',
      { ...byKey, response_types: ['code id_token'] },
      /response_types/,
    ],
    ['for grant_types implicit', { ...byKey, grant_types: ['implicit'] }, /grant_types/],
    ['for no grant_types', { ...byKey, grant_types: [] }, /grant_types must name/],
    [
      'with a client_id like a customer’s (SP-6.7)',
      { ...byKey, client_id: '6F1F0B8E-5a0f-4c1e-9a44-2d5a3d6c1a01' },
      /client_id must not be a UUID/,
    ],
    [
      'for scopes of which the issuer serves none (RFC6749-3.3)',
      { ...byKey, scope: 'admin offline_access' },
      /^invalid_client_metadata scope must name one of openid, profile/,
    ],
    ...['\u202Eknab ruoY', 'Your\nbank', '\u200B', '\u3164\u2800', 'Tally\u3164', ' ', ''].map(
      (name): [string, Metadata, RegExp] => [
        `with the name ${JSON.stringify(name)} (SP-5.3.2.2-13)`,
        { ...byKey, client_name: name },
        /^invalid_client_metadata client_name must be 1 to 100 printable/,
      ],
    ),
    ['with a client_id that is a path', { ...byKey, client_id: '../maya' }, /client_id/],
    ['that is no object', undefined, /invalid_client_metadata/],
  ])('%s', (_what, metadata, problem) => {
    const problems = problemsOf(metadata);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  it.each([
    [],
    ['http://app.example/callback'],
    ['http://localhost/callback'],
    ['https://app.example/#fragment'],
    ['https://*.app.example/callback'],
    ['https://user@app.example/callback'],
    ['https://app.example\\@attacker.example/'],
    ['https://app.example/ callback'],
    ["https://app.example;script-src'self'/"],
    ['app.example:/callback'],
    ['javascript:alert(1)'],
    ['/callback'],
  ])('for redirect_uris %s (SP-5.3.2.2-8)', (...uris: string[]) => {
    const problems = problemsOf({ ...byKey, redirect_uris: uris });
    expect(problems).toEqual([expect.stringMatching(/^invalid_redirect_uri redirect_uris/)]);
  });
});
