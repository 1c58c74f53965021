import { completeJourney, newKey, publicJwk, type FapiClient } from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { furtherClient } from './further-clients.js';
import { maya, startServer, type RunningServer } from './running-server.js';

describe('/userinfo (OpenID Connect Core 5.3)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let url: string;

  beforeAll(async () => {
    server = await startServer();
    client = await furtherClient(server, 'client-curious');
    url = `${server.issuer}/userinfo`;
  });
  afterAll(() => server.stop());

  const journey = (parameters: Readonly<Record<string, string | undefined>>) =>
    completeJourney(client, maya, { push: { parameters } });

  it('is where discovery says, and a protected resource that says so itself (RFC 9728 4)', async () => {
    const metadata = await client.discover();
    expect(metadata['userinfo_endpoint']).toBe(url);
    expect(metadata['protected_resources']).toContain(url);
  });

  it.each(['GET', 'POST'])(
    'answers %s with the sub of the ID token and no more',
    async (method) => {
      const { accessToken, tokens } = await journey({ scope: 'openid accounts' });
      const answer = await client.call(url, accessToken, { method });
      expect(answer.status).toBe(200);
      expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
      expect(answer.header('cache-control')).toBe('no-store');
      expect(answer.json()).toEqual({ sub: decodeJwt(String(tokens['id_token'])).sub });
    },
  );

  it('tells the name where scope profile was granted (OpenID Connect Core 5.4)', async () => {
    const { accessToken } = await journey({ scope: 'openid profile accounts' });
    expect((await client.call(url, accessToken)).json()).toEqual({ sub: maya.id, name: 'maya' });
  });

  it('tells the name where the claims parameter asks for it, also to a refreshed token (OpenID Connect Core 5.5)', async () => {
    const claims = JSON.stringify({ userinfo: { name: null, shoe_size: { essential: true } } });
    const { accessToken, refreshToken } = await journey({ scope: 'openid accounts', claims });
    expect((await client.call(url, accessToken)).json()).toEqual({ sub: maya.id, name: 'maya' });
    const refreshed = String((await client.refresh(refreshToken!)).json()['access_token']);
    expect((await client.call(url, refreshed)).json()).toEqual({ sub: maya.id, name: 'maya' });
    const other = await journey({ scope: 'openid accounts', claims: '{"id_token":{"name":null}}' });
    expect((await client.call(url, other.accessToken)).json()).toEqual({ sub: maya.id });
  });

  const challengeOf = (answer: { header(name: string): string | undefined }) =>
    answer.header('www-authenticate') ?? '';

  it('refuses a token without scope openid with 403, and one of no customer', async () => {
    const { accessToken } = await journey({ scope: 'accounts' });
    const own = String((await client.clientCredentials('accounts')).json()['access_token']);
    for (const token of [accessToken, own]) {
      const answer = await client.call(url, token);
      expect(answer.status).toBe(403);
      expect(challengeOf(answer)).toMatch(/^DPoP error="insufficient_scope".* scope="openid"/);
    }
  });

  it('refuses a call without token, without proof, with another key and as Bearer', async () => {
    const { accessToken } = await journey({});
    const thief = await newKey();
    const refused = [
      await client.call(url, accessToken, { headers: { authorization: undefined } }),
      await client.call(url, accessToken, { proof: false }),
      await client.call(url, accessToken, {
        proof: { key: thief, header: { jwk: publicJwk(thief) } },
      }),
      await client.call(url, accessToken, { headers: { authorization: `Bearer ${accessToken}` } }),
    ];
    for (const answer of refused) {
      expect(answer.status).toBe(401);
      expect(challengeOf(answer)).toMatch(/^(DPoP|Bearer) /);
      expect(challengeOf(answer)).toContain(
        '/.well-known/oauth-protected-resource/harbour/userinfo',
      );
      expect(answer.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(challengeOf(refused[0]!)).not.toContain('error');
    expect((await client.call(url, accessToken)).status).toBe(200);
  });

  it('refuses a proof that came before, an ID token, a revoked token and an expired one', async () => {
    const one = await journey({});
    const proof = { claims: { jti: 'once' } };
    expect((await client.call(url, one.accessToken, { proof })).status).toBe(200);
    expect((await client.call(url, one.accessToken, { proof })).status).toBe(401);
    expect((await client.call(url, String(one.tokens['id_token']))).status).toBe(401);
    await client.revoke(one.accessToken);
    expect((await client.call(url, one.accessToken)).status).toBe(401);
    const other = String((await client.refresh(one.refreshToken!)).json()['access_token']);
    expect((await client.call(url, other)).status).toBe(200);
    server.clock.advance(300);
    expect((await client.call(url, other)).status).toBe(401);
  });

  it('takes the nonce of the token endpoint, so that no call is spent on another (RFC 9449 8.2)', async () => {
    const { accessToken } = await journey({});
    expect((await client.call(url, accessToken, { retry: false })).status).toBe(200);
  });

  it('is not there for a bank that is not', async () => {
    const { accessToken } = await journey({});
    const elsewhere = url.replace('/harbour/', '/nowhere/');
    expect((await client.call(elsewhere, accessToken)).status).toBe(404);
  });
});
