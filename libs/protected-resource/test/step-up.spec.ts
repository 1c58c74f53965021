import { accountAccessTypeName } from '@sandbank/consent';
import type { HttpsAnswer } from '@sandbank/testing';
import { act, customerAllows, tokenFor } from './customers.js';
import { maxAgeSeconds, strong } from './demanding.controller.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
beforeAll(async () => {
  api = await ProtectedApi.start();
});
afterAll(() => api.stop());

const challengeOf = (answer: HttpsAnswer) => answer.header('www-authenticate') ?? '';
const call = async (
  path: string,
  claims: Readonly<Record<string, unknown>> = {},
  slug = 'harbour',
): Promise<HttpsAnswer> => {
  const token = await tokenFor(api, await customerAllows(api, { slug }), { claims });
  return api.call(token, { url: api.url(`/demanding/${path}`, slug) });
};
const ago = (seconds: number): number => api.clock.nowSeconds() - seconds;

describe('@RequireAuthentication (RFC 9470 3)', () => {
  it.each([
    ['the very strength', { acr: strong }],
    ['another of those that will do', { acr: 'urn:sandbank:sca' }],
  ])('lets a token with %s pass', async (_what, claims) => {
    expect((await call('fresh', claims)).status).toBe(200);
  });

  it.each([
    ['a weaker acr', { acr: 'urn:example:weak' }],
    ['no acr', { acr: undefined }],
    ['an acr that is no text', { acr: [strong] }],
    ['an acr that begins alike', { acr: `${strong}er` }],
  ])('refuses a token with %s: RFC9470-3', async (_what, claims) => {
    const answer = await call('strong', claims);
    expect(answer.status).toBe(401);
    expect(challengeOf(answer)).toMatch(/^DPoP error="insufficient_user_authentication", /);
    expect(challengeOf(answer)).toContain(`acr_values="${strong}"`);
    expect(challengeOf(answer)).not.toContain('max_age');
  });

  it('lets a sign-in pass that is exactly as old as it may be, and refuses one a second older', async () => {
    const edge = ago(maxAgeSeconds);
    expect((await call('fresh', { auth_time: edge })).status).toBe(200);
    expect((await call('fresh', { auth_time: edge - 1 })).status).toBe(401);
  });

  it.each([
    ['an old sign-in', () => ({ auth_time: ago(86_400) })],
    ['no auth_time', () => ({ auth_time: undefined })],
    ['an auth_time that is no number', () => ({ auth_time: String(ago(1)) })],
  ])('refuses a token with %s: RFC9470-3', async (_what, claims) => {
    const answer = await call('fresh', claims());
    expect(answer.status).toBe(401);
    expect(challengeOf(answer)).toContain(
      `acr_values="${strong} urn:sandbank:sca", max_age="${maxAgeSeconds}"`,
    );
    expect(challengeOf(answer)).toContain(
      `resource_metadata="${api.baseUrl}/.well-known/oauth-protected-resource/harbour/open-banking/v4.0"`,
    );
    expect(answer.header('dpop-nonce')).toBeDefined();
  });

  it('may be a matter of the bank that is called', async () => {
    const claims = { auth_time: ago(30) };
    expect((await call('as-the-bank-says', claims)).status).toBe(200);
    const answer = await call('as-the-bank-says', claims, 'granite');
    expect(answer.status).toBe(401);
    expect(challengeOf(answer)).toContain('max_age="10"');
  });

  it('is another matter than a suspended consent, which no sign-in of this token would cure', async () => {
    const given = await customerAllows(api);
    await api.consents.suspend(given.consentId, act(api));
    const url = api.url('/demanding/fresh');
    const answer = await api.call(await tokenFor(api, given), { url });
    expect(answer.status).toBe(403);
    expect(challengeOf(answer)).not.toMatch(/acr_values|max_age/);
  });

  it('asks nothing of routes that do not', async () => {
    expect((await call('used', { acr: undefined, auth_time: undefined })).status).toBe(200);
  });
});

describe('@RequireConsentType', () => {
  it(`refuses ${accountAccessTypeName} where a payment must have been allowed (SP-5.3.4-4)`, async () => {
    const answer = await call('payment');
    expect(answer.status).toBe(403);
    expect(challengeOf(answer)).toMatch(/^DPoP error="insufficient_scope"/);
  });
});

describe('@AcceptUsedConsent', () => {
  it.each([
    ['used', 200],
    ['fresh', 401],
  ])('makes the difference for a consent that was used up: %s answers %d', async (path, status) => {
    const given = await customerAllows(api);
    await api.consents.consume(given.consentId, act(api));
    const token = await tokenFor(api, given);
    const answer = await api.call(token, { url: api.url(`/demanding/${path}`) });
    expect(answer.status).toBe(status);
    if (status === 401) expect(challengeOf(answer)).toMatch(/error="invalid_token"/);
  });

  it('does not help a consent that was revoked', async () => {
    const given = await customerAllows(api);
    await api.consents.revoke(given.consentId, act(api));
    const answer = await api.call(await tokenFor(api, given), { url: api.url('/demanding/used') });
    expect(answer.status).toBe(401);
  });
});
