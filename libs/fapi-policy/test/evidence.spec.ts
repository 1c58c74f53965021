import { enforce, fapi2SecurityProfile, jwtBearerAssertionType, type Rule } from '../src/index.js';
import {
  asserting,
  assertingAlone,
  params,
  presenting,
  presentingBound,
  proving,
  registeredWith,
} from './changes.js';
import { parsedProof, resourceProof } from './jwts.js';
import {
  certificate,
  client,
  clientKey,
  dpopKey,
  issuer,
  nowSeconds,
  strangersCertificate,
  tokenEndpoint,
} from './parties.js';
import { refusalOf, type Refusal } from './refusal.js';
import { validRequest, type Contexts, type Endpoint } from './valid-requests.js';

/** What a client's developers are told of a refusal (the wire never says it). */
async function told<E extends Endpoint>(
  endpoint: E,
  change: Refusal<Contexts[E]>['change'],
): Promise<{ expected: unknown; received: unknown }> {
  const request = await change(await validRequest[endpoint]());
  const rules = fapi2SecurityProfile[endpoint] as readonly Rule<Contexts[E]>[];
  const { expected, received } = refusalOf(() => enforce(rules, request));
  return { expected, received };
}

describe('a refusal explains', () => {
  it.each([
    [
      'the assertion type',
      params({ client_assertion_type: 'other' }),
      { expected: jwtBearerAssertionType, received: 'other' },
    ],
    [
      'the client_id',
      params({ client_id: 'other' }),
      { expected: client.client_id, received: 'other' },
    ],
    [
      'the pinned algorithm',
      registeredWith({ token_endpoint_auth_signing_alg: 'PS256' }),
      { expected: 'PS256', received: 'ES256' },
    ],
    [
      'the typ',
      asserting({ header: { typ: 'at+jwt' } }),
      { expected: 'client-authentication+jwt', received: 'at+jwt' },
    ],
    [
      'iss and sub',
      assertingAlone({ claims: { sub: 'other' } }),
      { expected: client.client_id, received: { iss: client.client_id, sub: 'other' } },
    ],
    [
      'the audience',
      asserting({ claims: { aud: [issuer, tokenEndpoint] } }),
      { expected: issuer, received: [issuer, tokenEndpoint] },
    ],
    [
      'the expiry',
      asserting({ claims: { exp: nowSeconds - 5 } }),
      { expected: nowSeconds, received: nowSeconds - 5 },
    ],
    [
      'the longest life',
      asserting({ claims: { exp: nowSeconds + 999 } }),
      { expected: 'exp at most 300 s ahead', received: nowSeconds + 999 },
    ],
    [
      'the clock',
      asserting({ claims: { iat: nowSeconds + 45 } }),
      { expected: `at most ${nowSeconds + 30}`, received: nowSeconds + 45 },
    ],
    [
      'the key',
      asserting({ header: { kid: 'other' } }),
      { expected: undefined, received: { kid: 'other', alg: 'ES256' } },
    ],
  ])('%s of a client assertion', async (_what, change, evidence) => {
    expect(await told('private_key_jwt', change)).toEqual(evidence);
  });

  it.each([
    ['typ', proving({ header: { typ: 'JWT' } }), 'dpop+jwt', 'JWT'],
    ['method', proving({ claims: { htm: 'GET' } }), 'POST', 'GET'],
    ['URL', proving({ claims: { htu: issuer } }), tokenEndpoint, issuer],
    [
      'time',
      proving({ claims: { iat: nowSeconds - 90 } }),
      `${nowSeconds - 60} to ${nowSeconds + 30}`,
      nowSeconds - 90,
    ],
    ['missing nonce', proving({ claims: { nonce: undefined } }), undefined, 'no nonce'],
    [
      'nonce',
      proving({ claims: { nonce: 'old' } }),
      undefined,
      'a nonce that is unknown or too old',
    ],
  ])('the %s of a proof', async (_what, change, expected, received) => {
    expect(await told('proof', change)).toEqual({ expected, received });
  });

  it.each([
    ['redirect_uri', 'https://other.example', client.redirect_uris],
    ['response_type', 'token', ['code']],
    ['response_mode', 'fragment', ['query']],
    ['code_challenge_method', 'plain', ['S256']],
    ['dpop_jkt', clientKey.thumbprint, dpopKey.thumbprint],
  ])('the %s of a pushed request', async (name, received, expected) => {
    expect(await told('push', params({ [name]: received }))).toEqual({ expected, received });
  });

  it.each([
    ['client', { clientId: 'client-other' }, 'client-other', client.client_id],
    ['time', { expiresAtSeconds: nowSeconds - 9 }, `before ${nowSeconds - 9}`, nowSeconds],
    [
      'redirect_uri',
      { redirectUri: 'https://gone.example' },
      client.redirect_uris,
      'https://gone.example',
    ],
  ])('the %s of a request that a browser brings', async (_what, changes, expected, received) => {
    const change = (valid: Contexts['authorize']) => ({
      ...valid,
      ...(valid.pushed && { pushed: { ...valid.pushed, ...changes } }),
    });
    expect(await told('authorize', change)).toEqual({ expected, received });
  });

  it.each([
    ['scope', 'openid payments', ['openid', 'accounts'], ['payments']],
    ['prompt', 'login create', ['none', 'login', 'consent', 'select_account'], ['create']],
  ])('which %s is too much', async (name, value, expected, received) => {
    expect(await told('push', params({ [name]: value }))).toEqual({ expected, received });
  });

  it.each(['private_key_jwt', 'none'] as const)(
    'the registered method of authentication where %s was used',
    async (method) => {
      const request = (valid: Contexts['clientAuthentication']) => ({
        ...registeredWith({ token_endpoint_auth_method: 'tls_client_auth' })(valid),
        method,
      });
      expect(await told('clientAuthentication', request)).toEqual({
        expected: 'tls_client_auth',
        received: method,
      });
    },
  );

  it('which client a certificate came for, and whether anybody vouches for it', async () => {
    expect(await told('tls_client_auth', params({ client_id: 'other' }))).toEqual({
      expected: client.client_id,
      received: 'other',
    });
    expect(await told('tls_client_auth', (valid) => ({ ...valid, isTrusted: false }))).toEqual({
      expected: undefined,
      received: certificate.thumbprint,
    });
    const twoNames = registeredWith({ tls_client_auth_san_dns: 'app.example' });
    expect(await told('tls_client_auth', twoNames)).toEqual({
      expected: 'one of them',
      received: ['tls_client_auth_subject_dn', 'tls_client_auth_san_dns'],
    });
  });

  it.each([
    ['tls_client_auth', { tls_client_auth_subject_dn: 'CN=Tally,O=Tally Ltd,C=GB' }],
    ['self_signed_tls_client_auth', ['b2xk', certificate.thumbprint]],
  ] as const)('which certificate came for %s', async (method, expected) => {
    const request = <Context extends Contexts['tls_client_auth']>(valid: Context) => ({
      ...valid,
      certificate: strangersCertificate,
    });
    const evidence = await told(method, request);
    expect(evidence.expected).toEqual(expected);
    expect(JSON.stringify(evidence.received)).toContain(strangersCertificate.thumbprint);
  });

  it.each([
    ['tls_client_auth_subject_dn', ['CN=Stranger,O=Tally Ltd,C=GB']],
    ['tls_client_auth_san_dns', ['stranger.example']],
    ['tls_client_auth_san_uri', ['https://stranger.example']],
    ['tls_client_auth_san_ip', ['192.0.2.8']],
    ['tls_client_auth_san_email', ['ops@stranger.example']],
  ])('what the certificate says as %s', async (name, said) => {
    const { received } = await told('tls_client_auth', (valid) => ({
      ...registeredWith({ tls_client_auth_subject_dn: undefined, [name]: 'CN=another' })(valid),
      certificate: strangersCertificate,
    }));
    expect(received).toEqual({ [name]: said, thumbprint: strangersCertificate.thumbprint });
  });

  it('which certificate a token is bound to, and which one came', async () => {
    const change = presentingBound({}, { certificate: strangersCertificate });
    expect(await told('resource', change)).toEqual({
      expected: certificate.thumbprint,
      received: strangersCertificate.thumbprint,
    });
  });

  it('the two keys of a code, a token and a proof', async () => {
    const keys = { expected: dpopKey.thumbprint, received: clientKey.thumbprint };
    const proof = await parsedProof({ key: clientKey });
    expect(await told('codeExchange', (valid) => ({ ...valid, proof }))).toEqual(keys);
    const other = async (valid: Contexts['resource']) => ({
      ...valid,
      proof: await resourceProof(valid.accessToken, { key: clientKey }),
    });
    expect(await told('resource', other)).toEqual(keys);
  });

  it('whom an access token was for', async () => {
    const change = presenting({ claims: { aud: 'https://other.example' } });
    expect(await told('resource', change)).toMatchObject({ received: 'https://other.example' });
    expect(await told('resource', (valid) => ({ ...valid, scheme: 'bearer' }))).toEqual({
      expected: 'DPoP',
      received: 'bearer',
    });
  });
});
