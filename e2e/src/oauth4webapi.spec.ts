import * as oauth from 'oauth4webapi';
import { approve } from './http/customer.js';
import { accountAccess, type GrantedAccess } from './sandbox/account-access.js';
import { bank, sandbox, scriptClient } from './sandbox/sandbox.js';
import { withNonce } from './sandbox/script-app.js';

// A second implementation, with every step written out: what openid-client might forgive shows here.
const description = sandbox();
const harbour = bank(description);
const script = scriptClient(description);
const redirectUri = script.redirect_uris[0]!;
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;
const client: oauth.Client = { client_id: script.client_id };

describe('oauth4webapi against the running sandbox', () => {
  let as: oauth.AuthorizationServer;
  let clientAuth: oauth.ClientAuth;
  let DPoP: oauth.DPoPHandle;

  beforeAll(async () => {
    const issuer = new URL(harbour.issuer);
    const discovery = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' });
    as = await oauth.processDiscoveryResponse(issuer, discovery);
    const jwk = script.jwks.keys[0]! as JsonWebKey & { kid: string };
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
    clientAuth = oauth.PrivateKeyJwt({ key, kid: jwk.kid });
    DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
  });

  const push = (parameters: Record<string, string>): Promise<oauth.PushedAuthorizationResponse> =>
    withNonce(async () =>
      oauth.processPushedAuthorizationResponse(
        as,
        client,
        await oauth.pushedAuthorizationRequest(as, client, clientAuth, parameters, { DPoP }),
      ),
    );

  const authorizationUrl = (requestUri: string): URL => {
    const url = new URL(as.authorization_endpoint!);
    url.searchParams.set('client_id', client.client_id);
    url.searchParams.set('request_uri', requestUri);
    return url;
  };

  const newRequest = async () => {
    const verifier = oauth.generateRandomCodeVerifier();
    const parameters = {
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid accounts',
      authorization_details: JSON.stringify(accountAccess(harbour)),
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
    };
    return { verifier, parameters };
  };

  const exchange = (callback: URLSearchParams, verifier: string, nonce: string) =>
    withNonce(async () =>
      oauth.processAuthorizationCodeResponse(
        as,
        client,
        await oauth.authorizationCodeGrantRequest(
          as,
          client,
          clientAuth,
          callback,
          redirectUri,
          verifier,
          { DPoP },
        ),
        { expectedNonce: nonce, requireIdToken: true },
      ),
    );

  const get = (accessToken: string, path: string): Promise<Response> =>
    withNonce(() =>
      oauth.protectedResourceRequest(
        accessToken,
        'GET',
        new URL(`${harbour.resource_base}/aisp${path}`),
        undefined,
        undefined,
        { DPoP },
      ),
    );

  it('runs the whole journey', async () => {
    const { verifier, parameters } = await newRequest();
    const pushed = await push(parameters);
    expect(pushed.expires_in).toBeLessThan(600);

    const visit = await approve(authorizationUrl(pushed.request_uri), customer);
    const callback = oauth.validateAuthResponse(as, client, visit.callback, parameters.state);
    const tokens = await exchange(callback, verifier, parameters.nonce);
    const [granted] = tokens.authorization_details as unknown as GrantedAccess[];
    expect([...granted!.AccountIds].sort()).toEqual([...visit.chosenAccountIds].sort());

    const response = await get(tokens.access_token, '/balances');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-fapi-interaction-id')).toMatch(/^[\da-f-]{36}$/);
    const { Data } = (await response.json()) as { Data: { Balance: { AccountId: string }[] } };
    const seen = new Set(Data.Balance.map(({ AccountId }) => AccountId));
    expect([...seen].sort()).toEqual([...visit.chosenAccountIds].sort());
  });

  it('refuses a code that was used', async () => {
    const { verifier, parameters } = await newRequest();
    const pushed = await push(parameters);
    const visit = await approve(authorizationUrl(pushed.request_uri), customer);
    const callback = oauth.validateAuthResponse(as, client, visit.callback, parameters.state);
    await exchange(callback, verifier, parameters.nonce);
    await expect(exchange(callback, verifier, parameters.nonce)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('refuses a verifier that is not the pushed challenge’s', async () => {
    const { parameters } = await newRequest();
    const pushed = await push(parameters);
    const visit = await approve(authorizationUrl(pushed.request_uri), customer);
    const callback = oauth.validateAuthResponse(as, client, visit.callback, parameters.state);
    const other = oauth.generateRandomCodeVerifier();
    await expect(exchange(callback, other, parameters.nonce)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('refuses a token in the hands of another key', async () => {
    const { verifier, parameters } = await newRequest();
    const pushed = await push(parameters);
    const visit = await approve(authorizationUrl(pushed.request_uri), customer);
    const callback = oauth.validateAuthResponse(as, client, visit.callback, parameters.state);
    const tokens = await exchange(callback, verifier, parameters.nonce);
    const thief = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
    const stolen = withNonce(() =>
      oauth.protectedResourceRequest(
        tokens.access_token,
        'GET',
        new URL(`${harbour.resource_base}/aisp/accounts`),
        undefined,
        undefined,
        { DPoP: thief },
      ),
    );
    await expect(stolen).rejects.toMatchObject({ status: 401 });
  });
});
