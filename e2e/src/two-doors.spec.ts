import * as client from 'openid-client';
import { approve } from './http/customer.js';
import type { GrantedAccess } from './sandbox/account-access.js';
import { bank, sandbox, scriptClient } from './sandbox/sandbox.js';

// Open Banking's own door from end to end, by a client library that is not ours: lodge, name, agree, read, give back.
const description = sandbox();
const harbour = bank(description);
const script = scriptClient(description);
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;
const consents = `${harbour.resource_base}/aisp/account-access-consents`;

const lodging = {
  Data: { Permissions: ['ReadAccountsDetail', 'ReadBalances'] },
  Risk: {},
};

describe('a consent that is lodged at the bank’s API', () => {
  let config: client.Configuration;
  let DPoP: client.DPoPHandle;

  beforeAll(async () => {
    const jwk = script.jwks.keys[0]! as JsonWebKey & { kid: string };
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
    const authentication = client.PrivateKeyJwt({ key, kid: jwk.kid });
    const issuer = new URL(harbour.issuer);
    config = await client.discovery(issuer, script.client_id, {}, authentication);
    DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  });

  const call = async (
    accessToken: string,
    url: string,
    method = 'GET',
    body?: object,
  ): Promise<Response> => {
    const headers = new Headers({ 'x-fapi-customer-ip-address': '192.0.2.7' });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const text = body === undefined ? null : JSON.stringify(body);
    const options = { DPoP };
    return client.fetchProtectedResource(
      ...([config, accessToken, new URL(url), method, text, headers, options] as const),
    );
  };

  /** The customer's tokens for a consent that the pushed request names. */
  const agree = async (consentId: string) => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const entry = { type: 'urn:sandbank:account-access:v1', ConsentId: consentId };
    const request = {
      redirect_uri: script.redirect_uris[0]!,
      scope: 'accounts',
      authorization_details: JSON.stringify([entry]),
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
    };
    const url = await client.buildAuthorizationUrlWithPAR(config, request, { DPoP });
    const { callback } = await approve(url, customer);
    const checks = { pkceCodeVerifier, expectedState };
    return client.authorizationCodeGrant(config, callback, checks, {}, { DPoP });
  };

  it('is named in a pushed request, agreed to, read under, and given back', async () => {
    const own = await client.clientCredentialsGrant(config, { scope: 'accounts' }, { DPoP });
    const posted = await call(own.access_token, consents, 'POST', lodging);
    expect(posted.status).toBe(201);
    const { Data } = (await posted.json()) as { Data: { ConsentId: string; Status: string } };
    expect(Data).toMatchObject({ Status: 'AWAU', ...lodging.Data });
    const tokens = await agree(Data.ConsentId);
    const [granted] = tokens.authorization_details as unknown as GrantedAccess[];
    expect(granted).toMatchObject({ ConsentId: Data.ConsentId, Status: 'AUTH' });
    const accounts = `${harbour.resource_base}/aisp/accounts`;
    expect((await call(tokens.access_token, accounts)).status).toBe(200);
    const seen = await call(own.access_token, `${consents}/${Data.ConsentId}`);
    expect(await seen.json()).toMatchObject({ Data: { Status: 'AUTH' } });
    const gone = await call(own.access_token, `${consents}/${Data.ConsentId}`, 'DELETE');
    expect(gone.status).toBe(204);
    await expect(call(tokens.access_token, accounts)).rejects.toMatchObject({ status: 401 });
    const refresh = client.refreshTokenGrant(config, tokens.refresh_token!, {}, { DPoP });
    await expect(refresh).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
