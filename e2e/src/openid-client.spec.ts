import * as client from 'openid-client';
import { approve } from './http/customer.js';
import { accountAccess, type GrantedAccess } from './sandbox/account-access.js';
import { bank, sandbox, scriptClient } from './sandbox/sandbox.js';

// Everything between client and bank is openid-client's own; the test only carries the customer's browser.
const description = sandbox();
const harbour = bank(description);
const script = scriptClient(description);
const redirectUri = script.redirect_uris[0]!;
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;

const configure = async (): Promise<client.Configuration> => {
  const jwk = script.jwks.keys[0]! as JsonWebKey & { kid: string };
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
  return client.discovery(
    new URL(harbour.issuer),
    script.client_id,
    { use_mtls_endpoint_aliases: false },
    client.PrivateKeyJwt({ key, kid: jwk.kid }),
  );
};

describe('openid-client against the running sandbox', () => {
  let config: client.Configuration;
  let DPoP: client.DPoPHandle;

  beforeAll(async () => {
    config = await configure();
    DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  });

  const push = async (checks: { verifier: string; state: string; nonce: string }): Promise<URL> =>
    client.buildAuthorizationUrlWithPAR(
      config,
      {
        redirect_uri: redirectUri,
        scope: 'openid accounts',
        authorization_details: JSON.stringify(accountAccess(harbour)),
        code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
        state: checks.state,
        nonce: checks.nonce,
      },
      { DPoP },
    );

  const newChecks = () => ({
    verifier: client.randomPKCECodeVerifier(),
    state: client.randomState(),
    nonce: client.randomNonce(),
  });

  const grant = async () => {
    const checks = newChecks();
    const url = await push(checks);
    const visit = await approve(url, customer);
    const tokens = await client.authorizationCodeGrant(
      config,
      visit.callback,
      {
        pkceCodeVerifier: checks.verifier,
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        idTokenExpected: true,
      },
      {},
      { DPoP },
    );
    return { url, visit, tokens };
  };

  const get = (accessToken: string, path: string): Promise<Response> =>
    client.fetchProtectedResource(
      config,
      accessToken,
      new URL(`${harbour.resource_base}/aisp${path}`),
      'GET',
      null,
      new Headers(),
      { DPoP },
    );

  it('publishes one truth in both discovery documents', async () => {
    const { origin, pathname } = new URL(harbour.issuer);
    const [openid, oauth] = await Promise.all(
      [
        `${harbour.issuer}/.well-known/openid-configuration`,
        `${origin}/.well-known/oauth-authorization-server${pathname}`,
      ].map(async (url) => (await fetch(url)).json()),
    );
    expect(openid).toEqual(oauth);
    expect(openid).toMatchObject({ issuer: harbour.issuer });
  });

  it('shares the chosen accounts and nothing else', async () => {
    const { url, visit, tokens } = await grant();
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    expect(visit.offeredAccountIds.length).toBeGreaterThan(visit.chosenAccountIds.length);
    expect(tokens.token_type).toBe('dpop');
    expect(tokens.claims()?.iss).toBe(harbour.issuer);

    const [granted] = tokens.authorization_details as unknown as GrantedAccess[];
    expect([...granted!.AccountIds].sort()).toEqual([...visit.chosenAccountIds].sort());

    const accounts = await get(tokens.access_token, '/accounts');
    expect(accounts.status).toBe(200);
    const { Data } = (await accounts.json()) as { Data: { Account: { AccountId: string }[] } };
    expect(Data.Account.map(({ AccountId }) => AccountId).sort()).toEqual(
      [...visit.chosenAccountIds].sort(),
    );

    const kept = visit.offeredAccountIds.find((id) => !visit.chosenAccountIds.includes(id))!;
    await expect(get(tokens.access_token, `/accounts/${kept}/balances`)).rejects.toMatchObject({
      status: 403,
    });
    const balances = await get(
      tokens.access_token,
      `/accounts/${visit.chosenAccountIds[0]!}/balances`,
    );
    expect(balances.status).toBe(200);
  });

  it('refreshes without rotation, also with a new DPoP key', async () => {
    const { tokens } = await grant();
    const otherKey = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    const first = await client.refreshTokenGrant(config, tokens.refresh_token!, {}, { DPoP });
    const second = await client.refreshTokenGrant(
      config,
      tokens.refresh_token!,
      {},
      { DPoP: otherKey },
    );
    expect(first.access_token).not.toBe(second.access_token);
    expect((await get(first.access_token, '/accounts')).status).toBe(200);
  });

  it('obtains a token for itself', async () => {
    const tokens = await client.clientCredentialsGrant(config, { scope: 'accounts' }, { DPoP });
    expect(tokens.token_type).toBe('dpop');
    expect(tokens.refresh_token).toBeUndefined();
  });

  it('carries a long state back unchanged', async () => {
    const checks = { ...newChecks(), state: 'x'.repeat(1200) };
    const { callback } = await approve(await push(checks), customer);
    expect(callback.searchParams.get('state')).toBe(checks.state);
    expect(callback.searchParams.get('iss')).toBe(harbour.issuer);
  });
});
