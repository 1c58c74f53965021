import {
  clientAssertion,
  completeJourney,
  dpopProof,
  publicJwk,
  type FapiClient,
  type HttpsAnswer,
  type Journey,
} from '@sandbank/testing';
import { ConsentStore } from '@sandbank/consent';
import { signJws } from '@sandbank/crypto';
import { calculateJwkThumbprint, decodeJwt } from 'jose';
import { IssuerRegistry } from '../src/issuer/issuer.registry.js';
import { resourceServerClient } from './further-clients.js';
import {
  asking,
  basics,
  change,
  detailsOf,
  grantClient,
  journey,
} from './grant-management/grant-clients.js';
import { maya, startServer, type RunningServer } from './running-server.js';

describe('POST /introspect (RFC 7662)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let api: FapiClient;
  let held: Journey;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
    api = await resourceServerClient(server);
    held = await completeJourney(client, maya);
  });
  afterAll(() => server.stop());

  const isInactive = (answer: HttpsAnswer): void => {
    expect({ status: answer.status, body: answer.json() }).toEqual({
      status: 200,
      body: { active: false },
    });
  };

  it('tells a resource server everything about a token meant for it (RFC 7662 2.2)', async () => {
    const answer = await api.introspect(held.accessToken);
    expect(answer.status).toBe(200);
    expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.header('cache-control')).toBe('no-store');
    const claims = decodeJwt(held.accessToken);
    expect(answer.json()).toEqual({
      active: true,
      token_type: 'DPoP',
      scope: 'accounts',
      client_id: 'client-one',
      iss: server.issuer,
      sub: maya.id,
      aud: server.resourceBase,
      ...{ exp: claims.exp, iat: claims.iat, jti: claims.jti },
      cnf: { jkt: await calculateJwkThumbprint(publicJwk(client.dpopKey)) },
      acr: claims['acr'],
      amr: ['pwd', 'otp', 'mfa'],
      auth_time: claims['auth_time'],
      grant_id: claims['grant_id'],
      authorization_details: held.tokens['authorization_details'],
    });
  });

  it('tells of a token of the client’s own that it has no customer', async () => {
    const own = String((await client.clientCredentials('accounts')).json()['access_token']);
    expect((await api.introspect(own)).json()).toMatchObject({
      ...{ active: true, sub: 'client-one', client_id: 'client-one', scope: 'accounts' },
    });
  });

  it('answers nobody but a registered resource server (MS-6.2)', async () => {
    const ordinary = await client.introspect(held.accessToken);
    expect(ordinary.status).toBe(403);
    expect(ordinary.json()['error']).toBe('unauthorized_client');
    const nobody = await api.introspect(held.accessToken, { assertion: false });
    expect(nobody.status).toBe(401);
    expect(nobody.json()['error']).toBe('invalid_client');
    expect((await api.introspect(held.accessToken, { method: 'GET' })).status).toBe(405);
  });

  it('refuses a request without a token, and an assertion that was used before', async () => {
    const none = await api.introspect('', { parameters: { token: undefined } });
    expect({ status: none.status, error: none.json()['error'] }).toEqual({
      ...{ status: 400, error: 'invalid_request' },
    });
    for (const token of ['unknown', held.accessToken]) {
      const assertion = { claims: { jti: `once for ${token.slice(0, 7)}` } };
      expect((await api.introspect(token, { assertion })).status).toBe(200);
      const again = await api.introspect(token, { assertion });
      expect(again.json()['error']).toBe('invalid_client');
    }
  });

  it('gives a resource server no tokens of its own', async () => {
    const refused = await api.clientCredentials('accounts');
    expect(refused.json()['error']).toBe('unauthorized_client');
    expect((await api.push()).answer.json()['error']).toBe('unauthorized_client');
  });

  it('says no more than "inactive" of a token for another resource server (RFC 9701 5)', async () => {
    const other = await resourceServerClient(server, 'https://other.example', 'client-other-api');
    isInactive(await other.introspect(held.accessToken));
  });

  const others: readonly [what: string, token: () => string | Promise<string>][] = [
    ['a refresh token', () => held.refreshToken!],
    ['an ID token', () => String(held.tokens['id_token'])],
    ['an authorization code', () => held.code],
    ['anything', () => 'anything'],
    ['a changed access token', () => `${held.accessToken.slice(0, -8)}AAAAAAAA`],
    ['what the bank signed with these claims as another kind of JWT', () => signedAs('JWT')],
    ['what another bank signed in the name of this one', () => signedAs('at+jwt', 'granite')],
    ['a client assertion', () => assertionOf(api)],
    ['a DPoP proof', () => proofOf(client)],
  ];

  it('tells of those claims what there is to tell when it is signed as an access token', async () => {
    const answer = await api.introspect(await signedAs('at+jwt'));
    expect(answer.json()['active']).toBe(true);
  });

  it.each(others)('says no more than "inactive" of %s', async (_what, token) => {
    isInactive(await api.introspect(await token()));
  });

  const endings: readonly [how: string, end: (held: Journey) => Promise<unknown>][] = [
    ['was revoked', (one) => client.revoke(one.accessToken)],
    ['lost its refresh token', (one) => client.revoke(one.refreshToken!)],
    ['lost its consent', (one) => consents().revoke(consentIdOf(one), operator())],
    ['has a suspended consent', (one) => consents().suspend(consentIdOf(one), operator())],
    ['lost its grant', (one) => consents().revokeGrant(grantIdOf(one), operator())],
    ['is of a code that came twice', (one) => client.redeem(one.code, one.pushed.codeVerifier)],
  ];

  it.each(endings)('says no more than "inactive" of a token that %s', async (_how, end) => {
    const one = await completeJourney(client, maya);
    expect((await api.introspect(one.accessToken)).json()['active']).toBe(true);
    await end(one);
    isInactive(await api.introspect(one.accessToken));
  });

  it('shows the state of a consent as it is now, not as it was at issue (RFC 9396 9.2)', async () => {
    const one = await completeJourney(client, maya);
    await consents().consume(consentIdOf(one), operator());
    const { authorization_details: details } = (await api.introspect(one.accessToken)).json<{
      authorization_details: readonly { Status: string }[];
    }>();
    expect(details.map(({ Status }) => Status)).toEqual(['COND']);
  });

  it('of several consents tells those that are in force (RFC 9396 9.2)', async () => {
    const modest = await grantClient(server, 'client-of-two');
    const first = await journey(modest, asking(basics));
    const both = await journey(modest, change('merge', String(first.tokens['grant_id'])));
    const told = async () => {
      const { active, authorization_details: details } = (
        await api.introspect(both.accessToken)
      ).json<{ active: boolean; authorization_details?: readonly { ConsentId: string }[] }>();
      return { active, consents: details?.map(({ ConsentId }) => ConsentId).sort() };
    };
    const ids = detailsOf(both.tokens).map(({ ConsentId }) => ConsentId);
    expect(ids).toHaveLength(2);
    expect(await told()).toEqual({ active: true, consents: [...ids].sort() });
    const [ended, kept] = ids;
    await consents().revoke(ended!, operator());
    expect(await told()).toEqual({ active: true, consents: [kept] });
    await consents().suspend(kept!, operator());
    expect(await told()).toEqual({ active: false, consents: undefined });
  });

  it('says no more than "inactive" of a token that expired this second', async () => {
    const one = await completeJourney(client, maya);
    server.clock.advance(299);
    expect((await api.introspect(one.accessToken)).json()['active']).toBe(true);
    server.clock.advance(1);
    isInactive(await api.introspect(one.accessToken));
  });

  /** The claims of the token that is held, signed anew. */
  const signedAs = async (typ: string, bank = 'harbour'): Promise<string> => {
    const { accessTokenKey: key } = await server.service(IssuerRegistry).get(bank);
    const payload = decodeJwt(held.accessToken) as Parameters<typeof signJws>[0]['payload'];
    return signJws({ key, header: { typ }, payload });
  };
  const consents = () => new ConsentStore(server.database.connect('authorizationServer', 1));
  const operator = () =>
    ({ now: server.clock.now(), by: 'operator:spec', surface: 'operator' }) as const;
  const grantIdOf = (one: Journey) => String(decodeJwt(one.accessToken)['grant_id']);
  const consentIdOf = ({ tokens }: Journey) =>
    (tokens['authorization_details'] as readonly { ConsentId: string }[])[0]!.ConsentId;
  const now = () => server.clock.now();
  const assertionOf = ({ options: { key, clientId, issuer } }: FapiClient) =>
    clientAssertion(key!, { clientId, issuer, now: now() });
  const proofOf = ({ dpopKey }: FapiClient) =>
    dpopProof(dpopKey, { method: 'POST', url: `${server.issuer}/token`, now: now() });
});
