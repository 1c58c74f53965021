import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as client from 'openid-client';
import { approve } from './http/customer.js';
import { accountAccess } from './sandbox/account-access.js';
import { bank, sandbox, sandboxHome, scriptClient } from './sandbox/sandbox.js';

// What an app and an API do with a token after its issue, by a client library that is not ours.
const description = sandbox();
const harbour = bank(description);
const script = scriptClient(description);
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;
const [api] = description.resource_servers;

type PrivateKey = JsonWebKey & { kid: string };

const configure = async (clientId: string, jwk: PrivateKey): Promise<client.Configuration> => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
  const authentication = client.PrivateKeyJwt({ key, kid: jwk.kid });
  return client.discovery(new URL(harbour.issuer), clientId, {}, authentication);
};

const keyIn = (file: string): PrivateKey => {
  const { keys } = JSON.parse(readFileSync(resolve(sandboxHome(), file), 'utf8')) as {
    keys: PrivateKey[];
  };
  return keys[0]!;
};

describe('a token after its issue', () => {
  let config: client.Configuration;
  let ofApi: client.Configuration;
  let DPoP: client.DPoPHandle;

  beforeAll(async () => {
    config = await configure(script.client_id, script.jwks.keys[0]! as PrivateKey);
    ofApi = await configure(api!.client_id, keyIn(api!.jwks_file));
    DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  });

  const grant = async (scope: string) => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const request = {
      redirect_uri: script.redirect_uris[0]!,
      scope,
      authorization_details: JSON.stringify(accountAccess(harbour)),
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
    };
    const url = await client.buildAuthorizationUrlWithPAR(config, request, { DPoP });
    const { callback } = await approve(url, customer);
    const checks = { pkceCodeVerifier, expectedState, idTokenExpected: true };
    return client.authorizationCodeGrant(config, callback, checks, {}, { DPoP });
  };

  const accounts = (accessToken: string): Promise<Response> =>
    client.fetchProtectedResource(
      ...([config, accessToken, new URL(`${harbour.resource_base}/aisp/accounts`), 'GET'] as const),
      ...([null, new Headers(), { DPoP }] as const),
    );

  it('tells the app who its customer is (OIDC-5.3)', async () => {
    const tokens = await grant('openid profile accounts');
    const { sub } = tokens.claims()!;
    const told = await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP });
    expect(told).toEqual({ sub, name: customer.name });
  });

  it('tells the bank’s API what it is worth, and a stranger nothing (RFC 7662, MS-6.2)', async () => {
    const tokens = await grant('openid accounts');
    const told = await client.tokenIntrospection(ofApi, tokens.access_token);
    expect(told).toMatchObject({
      ...{ active: true, token_type: 'DPoP', client_id: script.client_id, scope: 'accounts' },
      ...{ aud: harbour.resource_base, iss: harbour.issuer, sub: tokens.claims()!.sub },
      authorization_details: tokens.authorization_details,
    });
    await expect(client.tokenIntrospection(config, tokens.access_token)).rejects.toMatchObject({
      error: 'unauthorized_client',
    });
  });

  it('is worth nothing from the moment in which its app gave it back (RFC 7009, SP-5.3.4-3)', async () => {
    const tokens = await grant('openid accounts');
    expect((await accounts(tokens.access_token)).status).toBe(200);
    await client.tokenRevocation(config, tokens.refresh_token!);
    await expect(accounts(tokens.access_token)).rejects.toMatchObject({ status: 401 });
    const { sub } = tokens.claims()!;
    const userInfo = client.fetchUserInfo(config, tokens.access_token, sub, { DPoP });
    await expect(userInfo).rejects.toMatchObject({ status: 401 });
    const told = await client.tokenIntrospection(ofApi, tokens.access_token);
    expect(told).toEqual({ active: false });
    const refresh = client.refreshTokenGrant(config, tokens.refresh_token!, {}, { DPoP });
    await expect(refresh).rejects.toMatchObject({ error: 'invalid_grant' });
    await client.tokenRevocation(config, tokens.refresh_token!);
  });
});
