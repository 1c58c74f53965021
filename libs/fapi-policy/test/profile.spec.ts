import { fapi2SecurityProfile, profiles } from '../src/index.js';

// The bounds are those of the standards; a profile may be stricter and never looser.
describe.each(Object.values(profiles))('the limits of $id', ({ limits }) => {
  it('SP-5.3.2.1-11 keeps authorization codes to 60 s', () => {
    expect(limits.authorizationCodeSeconds).toBeGreaterThan(0);
    expect(limits.authorizationCodeSeconds).toBeLessThanOrEqual(60);
  });

  it('SP-5.3.2.2-12 keeps request_uri below 600 s, and long enough for a redirect', () => {
    expect(limits.requestUriSeconds).toBeGreaterThanOrEqual(5);
    expect(limits.requestUriSeconds).toBeLessThan(600);
  });

  it('SP-5.3.2.1-13 accepts 10 s in the future and refuses 60 s', () => {
    expect(limits.futureSkewSeconds).toBeGreaterThanOrEqual(10);
    expect(limits.futureSkewSeconds).toBeLessThanOrEqual(60);
  });

  it('SP-6.1 keeps access tokens short', () => {
    expect(limits.accessTokenSeconds).toBeGreaterThan(0);
    expect(limits.accessTokenSeconds).toBeLessThanOrEqual(600);
    expect(limits.refreshTokenSeconds).toBeGreaterThan(limits.accessTokenSeconds);
  });

  it('RFC 9700 4.14.2 lets an unused refresh token go before its end', () => {
    expect(limits.refreshTokenInactivitySeconds).toBeLessThan(limits.refreshTokenSeconds);
  });

  it('SP-5.3.2.2-14 takes nonces of 64 characters, and note 4 takes states beyond 1000', () => {
    expect(limits.nonceLengthMax).toBeGreaterThanOrEqual(64);
    expect(limits.stateLengthMax).toBeGreaterThan(1000);
  });

  it('lets single-use JWTs live no longer than the 600 s for which they can be remembered', () => {
    const assertion = limits.clientAssertionSecondsMax + limits.futureSkewSeconds;
    const proof = limits.dpopProofSecondsMax + limits.futureSkewSeconds;
    expect(Math.max(assertion, proof) + limits.expiryLeewaySeconds).toBeLessThanOrEqual(600);
  });
});

it('publishes what FAPI 2.0 allows and nothing else', () => {
  expect(fapi2SecurityProfile.metadata).toEqual({
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: [
      'private_key_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
    ],
    token_endpoint_auth_signing_alg_values_supported: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
    dpop_signing_alg_values_supported: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
    code_challenge_methods_supported: ['S256'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    grant_management_actions_supported: ['create', 'merge', 'replace', 'query', 'revoke'],
    require_pushed_authorization_requests: true,
    authorization_response_iss_parameter_supported: true,
    tls_client_certificate_bound_access_tokens: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  });
});
