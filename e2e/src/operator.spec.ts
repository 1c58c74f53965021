import { randomUUID } from 'node:crypto';
import * as client from 'openid-client';
import { approve, type Login } from './http/customer.js';
import { accountAccess } from './sandbox/account-access.js';
import { command } from './sandbox/operator-command.js';
import { bank, sandbox } from './sandbox/sandbox.js';

// A bank that takes on two apps: their metadata in a file, one command, and both go to work with a library of theirs.
const description = sandbox();
const harbour = bank(description);
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;
const portal = description.portal;

interface App {
  id: string;
  redirectUri: string;
  keys: CryptoKeyPair;
  kid: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const newApp = async (): Promise<App> => {
  const id = `client-${randomUUID()}`;
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return { id, redirectUri: `https://${id}.localhost/callback`, keys, kid: `${id}-1` };
};

const metadataOf = async ({ id, redirectUri, keys, kid }: App): Promise<object> => ({
  client_id: id,
  client_name: `App ${id}`,
  redirect_uris: [redirectUri],
  scope: 'openid accounts rejections',
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types: ['code'],
  authorization_details_types: ['urn:sandbank:account-access:v1'],
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  dpop_bound_access_tokens: true,
  jwks: {
    keys: [{ ...(await crypto.subtle.exportKey('jwk', keys.publicKey)), kid, alg: 'ES256' }],
  },
});

/** An app at work: its configuration, and the handle of its DPoP key. */
const configure = async ({ id, keys, kid }: App) => {
  const authentication = client.PrivateKeyJwt({ key: keys.privateKey, kid });
  const options = { use_mtls_endpoint_aliases: false };
  const issuer = new URL(harbour.issuer);
  const config = await client.discovery(issuer, id, options, authentication);
  return {
    config,
    DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256')),
  };
};

const connect = async (app: App, login: Login = customer, accounts = 1) => {
  const { config, DPoP } = await configure(app);
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = await client.buildAuthorizationUrlWithPAR(
    config,
    {
      redirect_uri: app.redirectUri,
      scope: 'openid accounts',
      authorization_details: JSON.stringify(accountAccess(harbour)),
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
    },
    { DPoP },
  );
  const visit = await approve(url, login, { accounts });
  const checks = { pkceCodeVerifier: verifier, expectedState: state };
  const tokens = await client.authorizationCodeGrant(config, visit.callback, checks, {}, { DPoP });
  const get = (path: string): Promise<Response> =>
    client.fetchProtectedResource(
      config,
      tokens.access_token,
      new URL(`${harbour.resource_base}/aisp${path}`),
      'GET',
      null,
      new Headers(),
      { DPoP },
    );
  return { config, DPoP, tokens, get, visit };
};

describe('an operator', () => {
  let apps: [App, App];

  beforeAll(async () => {
    apps = [await newApp(), await newApp()];
    const file = JSON.stringify(await Promise.all(apps.map(metadataOf)));
    const added = await command(['client', 'add', '--bank', 'harbour', '--metadata', '-'], file);
    expect([added.code, added.complaints]).toEqual([0, '']);
    expect(added.json<{ client_id: string; issuer: string }[]>()).toMatchObject(
      apps.map(({ id }) => ({ client_id: id, issuer: harbour.issuer })),
    );
  });

  it('adds two clients out of one file, and both are usable at once', async () => {
    for (const app of apps) {
      const { get, visit } = await connect(app);
      const { Data } = (await (await get('/accounts')).json()) as {
        Data: { Account: { AccountId: string }[] };
      };
      expect(Data.Account.map(({ AccountId }) => AccountId)).toEqual(visit.chosenAccountIds);
    }
  });

  it('removes one, which is refused everywhere from that moment, and the other is not', async () => {
    const [gone, kept] = apps;
    const [of, other] = [await connect(gone), await connect(kept)];
    expect((await of.get('/accounts')).status).toBe(200);
    const removed = await command(['client', 'remove', gone.id, '--bank', 'harbour']);
    expect([removed.code, removed.complaints]).toEqual([0, '']);
    await expect(of.get('/accounts')).rejects.toMatchObject({ status: 401 });
    const { refresh_token: refreshToken } = of.tokens;
    await expect(
      client.refreshTokenGrant(of.config, refreshToken!, {}, { DPoP: of.DPoP }),
    ).rejects.toMatchObject({ error: 'invalid_client' });
    expect((await other.get('/accounts')).status).toBe(200);
    const { code, complaints } = await command(['client', 'show', gone.id, '--bank', 'harbour']);
    expect([code, complaints]).toEqual([1, `harbour has no client ${gone.id}\n`]);
  });

  it('freezes one for a while', async () => {
    const [, app] = apps;
    const { config, DPoP } = await configure(app);
    const ask = () => client.clientCredentialsGrant(config, { scope: 'accounts' }, { DPoP });
    await ask();
    const on = ['--bank', 'harbour'];
    expect((await command(['client', 'freeze', app.id, ...on])).code).toBe(0);
    await expect(ask()).rejects.toMatchObject({ error: 'invalid_client' });
    expect((await command(['client', 'thaw', app.id, ...on])).code).toBe(0);
    await ask();
  });

  it('is told every problem of a file, and nothing of it is registered', async () => {
    const good = await newApp();
    const bad = { ...(await metadataOf(await newApp())), redirect_uris: ['http://app.example/'] };
    const file = JSON.stringify([await metadataOf(good), bad]);
    const refused = await command(['client', 'add', '--bank', 'harbour', '--metadata', '-'], file);
    expect(refused.code).toBe(1);
    expect(refused.complaints).toMatch(/^\[1\]\.redirect_uris\.0: .+ \(invalid_redirect_uri\)\n$/);
    expect((await command(['client', 'show', good.id, '--bank', 'harbour'])).code).toBe(1);
  });

  it('adds a customer who signs in and has accounts', async () => {
    const username = `nora-${randomUUID().slice(0, 8)}`;
    const who = ['--username', username, '--name', 'Nora Quist', '--code', '246810'];
    const order = ['customer', 'add', '--bank', 'harbour', ...who, '--persona', 'george', '--json'];
    const added = (await command(order)).json<{ password: string }>();
    const login = { username, password: added.password, code: '246810' };
    const { get, visit } = await connect(apps[1], login, 2);
    expect(visit.offeredAccountIds).toHaveLength(2);
    const transactions = await get(`/accounts/${visit.chosenAccountIds[0]!}/transactions`);
    const { Data } = (await transactions.json()) as { Data: { Transaction: unknown[] } };
    expect(Data.Transaction.length).toBeGreaterThan(5);
    expect((await command(order)).complaints).toContain('has a customer');
  });

  it('proves the books of the bank while everybody works', async () => {
    const proof = await command(['ledger', 'verify', '--json']);
    expect(proof.json<{ faults: unknown[]; entries: number }>()).toMatchObject({ faults: [] });
    expect(proof.json<{ entries: number }>().entries).toBeGreaterThan(10_000);
    expect(proof.code).toBe(0);
  });

  it('gives a key a successor, which is published at once', async () => {
    const order = ['key', 'rotate', '--bank', 'harbour', '--purpose', 'bank_internal', '--json'];
    const [next] = (await command(order)).json<{ kid: string; state: string }[]>();
    expect(next!.state).toBe('next');
    for (let patience = 0; patience < 50; patience += 1) {
      const { keys } = (await (await fetch(`${harbour.issuer}/jwks`)).json()) as {
        keys: { kid: string }[];
      };
      if (keys.some(({ kid }) => kid === next!.kid)) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the successor was not published');
  });
});

describe('the developers of a client', () => {
  it('read why it was refused, with the rule and what to change', async () => {
    const app = await newApp();
    const metadata = JSON.stringify(await metadataOf(app));
    await command(['client', 'add', '--bank', 'harbour', '--metadata', '-'], metadata);
    const { config, DPoP } = await configure(app);
    const interaction = randomUUID();
    config[client.customFetch] = (url, options) => {
      const headers = { ...options.headers, 'x-fapi-interaction-id': interaction };
      return fetch(url, { ...options, headers } as RequestInit);
    };
    const push = client.buildAuthorizationUrlWithPAR(
      config,
      { redirect_uri: 'https://elsewhere.example/', code_challenge: 'x', scope: 'openid' },
      { DPoP },
    );
    await expect(push).rejects.toMatchObject({ error: expect.any(String) });
    const { access_token: token } = await client.clientCredentialsGrant(
      config,
      { scope: 'rejections' },
      { DPoP },
    );
    const url = new URL(`${harbour.issuer}/rejections?interaction_id=${interaction}`);
    const refusals = async () => {
      const answer = await client.fetchProtectedResource(
        ...([config, token, url, 'GET', null, new Headers(), { DPoP }] as const),
      );
      const { rejections } = (await answer.json()) as { rejections: Record<string, unknown>[] };
      return rejections.filter(({ error }) => error !== 'use_dpop_nonce');
    };
    // They are written in batches, within a moment.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await refusals()).toMatchObject([
      {
        endpoint: 'pushed_authorization_request',
        received: 'https://elsewhere.example/',
        rule: { clause: 'RFC9700-2.1', url: `${portal}/rules/RFC9700-2.1` },
        fix: expect.stringContaining('redirect URI'),
      },
    ]);
  });
});
