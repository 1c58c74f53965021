import { exchange } from '@sandbank/testing';
import { customerAllows, tokenFor } from './customers.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
beforeAll(async () => {
  api = await ProtectedApi.start();
});
afterAll(() => api.stop());

const wellKnown = (slug: string) =>
  `${api.baseUrl}/.well-known/oauth-protected-resource/${slug}/open-banking/v4.0`;

describe('protected resource metadata (RFC 9728)', () => {
  it.each(['harbour', 'granite'])('is published for %s between host and path', async (slug) => {
    const answer = await exchange(wellKnown(slug), api.ca);
    expect(answer.status).toBe(200);
    expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual({
      resource: api.resource(slug),
      resource_name: `The ${slug} bank`,
      authorization_servers: [api.issuer.url(slug)],
      scopes_supported: ['accounts'],
      bearer_methods_supported: ['header'],
      authorization_details_types_supported: ['urn:sandbank:account-access:v1'],
      dpop_signing_alg_values_supported: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
      dpop_bound_access_tokens_required: true,
      tls_client_certificate_bound_access_tokens: false,
    });
  });

  it('is found through the challenge, and its resource is the audience that tokens need', async () => {
    const { header } = await exchange(api.url(), api.ca);
    const [, url] = /resource_metadata="([^"]+)"/.exec(header('www-authenticate')!)!;
    const metadata = (await exchange(url!, api.ca)).json<{ resource: string }>();
    const given = await customerAllows(api);
    const token = await tokenFor(api, given, { claims: { aud: metadata.resource } });
    expect((await api.call(token)).status).toBe(200);
  });

  it('is not found for a bank that is not here', async () => {
    expect((await exchange(wellKnown('nowhere'), api.ca)).status).toBe(404);
    expect((await exchange(wellKnown('harbour').replace('v4.0', 'v3.1'), api.ca)).status).toBe(404);
  });
});
