import { completeJourney, exchange } from '@sandbank/testing';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { accountIds, maya, startServer, type RunningServer } from './running-server.js';

describe('one journey, from the pushed request to the refreshed token', () => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('ends with tokens that tell what the customer chose', async () => {
    const client = await server.client();
    const journey = await completeJourney(client, maya, { choose: (all) => all.slice(0, 2) });
    const { tokens, accessToken } = journey;
    expect(tokens).toMatchObject({
      token_type: 'DPoP',
      expires_in: 300,
      scope: 'openid accounts',
      authorization_details: [
        {
          type: 'urn:sandbank:account-access:v1',
          Status: 'AUTH',
          AccountIds: accountIds.slice(0, 2),
        },
      ],
    });
    const jwks = createRemoteJWKSet(new URL(`${server.issuer}/jwks`));
    const checks = { issuer: server.issuer, currentDate: server.clock.now() };
    const access = await jwtVerify(accessToken, jwks, {
      ...checks,
      typ: 'at+jwt',
      audience: server.resourceBase,
    });
    expect(access.payload).toMatchObject({
      sub: maya.id,
      client_id: 'client-one',
      acr: 'urn:openbanking:psd2:sca',
      cnf: { jkt: expect.stringMatching(/^[\w-]{43}$/) },
      grant_id: expect.any(String),
      authorization_details: tokens['authorization_details'],
    });
    const id = await jwtVerify(String(tokens['id_token']), jwks, {
      ...checks,
      audience: 'client-one',
    });
    expect(id.payload).toMatchObject({ sub: maya.id, nonce: journey.pushed.nonce });
    // SP-6.8: a key signs for one purpose.
    expect(access.protectedHeader.kid).not.toBe(id.protectedHeader.kid);
  });

  it('refreshes for 90 days with the same refresh token (SP-5.3.2.1-9)', async () => {
    const client = await server.client();
    const { refreshToken = '', accessToken } = await completeJourney(client, maya);
    for (let round = 0; round < 2; round += 1) {
      server.clock.advance(600);
      const answer = await client.refresh(refreshToken);
      expect(answer.status).toBe(200);
      expect(answer.json()['refresh_token']).toBeUndefined();
      expect(decodeJwt(String(answer.json()['access_token'])).jti).not.toBe(
        decodeJwt(accessToken).jti,
      );
    }
  });

  it('takes authorization_details as asked, and enriches them (RFC 9396 7)', async () => {
    const client = await server.client();
    const asked = {
      type: 'urn:sandbank:account-access:v1',
      consent: { Permissions: ['ReadAccountsBasic'], Purpose: 'Budgeting' },
    };
    const { tokens } = await completeJourney(client, maya, {
      push: { parameters: { scope: 'accounts', authorization_details: JSON.stringify([asked]) } },
    });
    expect(tokens['id_token']).toBeUndefined();
    expect(tokens['authorization_details']).toMatchObject([
      { ...asked, AccountIds: accountIds, ConsentId: expect.any(String) },
    ]);
  });

  it('gives a client its own token without customer, consent or refresh token', async () => {
    const client = await server.client();
    const answer = await client.clientCredentials('accounts');
    expect(answer.json()).toMatchObject({ token_type: 'DPoP', scope: 'accounts' });
    expect(answer.json()['refresh_token']).toBeUndefined();
    const claims = decodeJwt(String(answer.json()['access_token']));
    expect(claims).toMatchObject({ sub: 'client-one', client_id: 'client-one' });
    expect(claims).not.toHaveProperty('authorization_details');
  });

  it('publishes one metadata document in both places (SP-5.3.2.1-1)', async () => {
    const base = server.issuer.replace('/harbour', '');
    const [oauth, oidc] = await Promise.all([
      exchange(`${base}/.well-known/oauth-authorization-server/harbour`, server.tls.ca),
      exchange(`${server.issuer}/.well-known/openid-configuration`, server.tls.ca),
    ]);
    expect(oauth.status).toBe(200);
    expect(oauth.json()).toEqual(oidc.json());
    expect(oauth.json()).toMatchObject({
      issuer: server.issuer,
      acr_values_supported: ['urn:openbanking:psd2:sca'],
      claims_parameter_supported: true,
      prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    });
  });
});
