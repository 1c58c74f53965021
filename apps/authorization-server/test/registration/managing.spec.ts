import {
  authorizationResponse,
  BankVisitor,
  completeJourney,
  FapiClient,
  offeredAccounts,
} from '@sandbank/testing';
import { setClientStatus } from '../../src/operation/client-status.js';
import { maya } from '../running-server.js';
import {
  callback,
  clientKey,
  softwareClaims,
  startRegisteringServer,
  type Json,
  type RegisteringServer,
} from './test-directory.js';

let server: RegisteringServer;
beforeAll(async () => {
  server = await startRegisteringServer();
});
afterAll(() => server.stop());
// Strangers of one address wait; these are many.
beforeEach(() => server.clock.advance(60));

interface Registered {
  readonly id: string;
  readonly uri: string;
  readonly token: string;
  readonly claims: Json;
  readonly body: Json;
}

async function registered(bank = 'harbour'): Promise<Registered> {
  const claims = softwareClaims();
  const answer = await server.register({}, { claims, bank });
  expect(answer.status).toBe(201);
  const body = answer.json<Json>();
  return {
    id: String(body['client_id']),
    uri: String(body['registration_client_uri']),
    token: String(body['registration_access_token']),
    ...{ claims, body },
  };
}

const setBy = ['registration_access_token', 'registration_client_uri', 'client_id_issued_at'];

/** What a client sends to replace its registration: what it was told, without what the bank sets. */
const replacement = async (
  of: Registered,
  changes: Json = {},
  claims: Json = {},
): Promise<Json> => ({
  ...Object.fromEntries(Object.entries(of.body).filter(([name]) => !setBy.includes(name))),
  software_statement: await server.statement({ claims: { ...of.claims, ...claims } }),
  ...changes,
});

const asClient = async ({ id }: Registered): Promise<FapiClient> =>
  FapiClient.create({
    ...{ issuer: server.issuer, clientId: id, redirectUri: callback, ca: server.tls.ca },
    ...{ key: await clientKey(), now: () => server.clock.now() },
  });

const freeze = ({ id }: Registered, status: 'frozen' | 'active') =>
  setClientStatus(server.database.connect('authorizationServer', 1), 'harbour', id, status, {
    ...{ now: server.clock.now(), by: 'operator:spec', surface: 'operator' },
  });

describe('a registration', () => {
  it('is read with its token, as often as one likes (RFC 7592 2.1)', async () => {
    const own = await registered();
    for (let each = 0; each < 2; each += 1) {
      const answer = await server.manage('GET', own.uri, own.token);
      expect([answer.status, answer.header('cache-control')]).toEqual([200, 'no-store']);
      expect(answer.json()).toEqual(own.body);
    }
  });

  it('is replaced as a whole, and its token with it (RFC 7592 2.2)', async () => {
    const own = await registered();
    const later = { client_name: 'Tally Two', software_version: '2.0', software_roles: ['AISP'] };
    const { id_token_signed_response_alg: _none, ...fewer } = await replacement(own, {}, later);
    const changed = { ...fewer, grant_types: ['client_credentials'], scope: 'accounts payments' };
    const answer = await server.manage('PUT', own.uri, own.token, changed);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      ...{ client_id: own.id, client_name: 'Tally Two', software_version: '2.0' },
      ...{ grant_types: ['client_credentials'], scope: 'accounts', response_types: [] },
      client_id_issued_at: own.body['client_id_issued_at'],
    });
    const token = String(answer.json()['registration_access_token']);
    expect(token).not.toBe(own.token);
    expect((await server.manage('GET', own.uri, own.token)).status).toBe(401);
    expect((await server.manage('GET', own.uri, token)).json()).toEqual(answer.json());
  });

  it('takes from the grants of before what it has lost, at their next refresh (RFC 7591 2, RFC 9396 10)', async () => {
    const own = await registered();
    const client = await asClient(own);
    const { refreshToken = '' } = await completeJourney(client, maya);
    let { token } = own;
    const replace = async (changes: Json, claims: Json): Promise<void> => {
      const body = await replacement(own, changes, claims);
      const answer = await server.manage('PUT', own.uri, token, body);
      token = String(answer.json()['registration_access_token']);
    };
    const refresh = async (scope?: string): Promise<Json> =>
      (await client.refresh(refreshToken, scope ? { parameters: { scope } } : {})).json();

    await replace({}, { software_roles: ['PISP'] });
    expect(await refresh()).toMatchObject({ error: 'invalid_scope' });
    expect(await refresh('openid accounts')).toMatchObject({ error: 'invalid_scope' });
    expect(await refresh('openid')).toMatchObject({ scope: 'openid' });
    await replace({ authorization_details_types: ['urn:sandbank:domestic-payment:v1'] }, {});
    expect(await refresh()).toMatchObject({ error: 'invalid_authorization_details' });
    expect(await refresh('openid')).not.toHaveProperty('authorization_details');
    // Nothing has ended: with its registration the client has all of it again.
    await replace({}, {});
    expect(await refresh()).toMatchObject({ scope: 'openid accounts' });
    expect(await refresh()).toHaveProperty('authorization_details');
  });

  it.each<[string, Json, string, string]>([
    [
      'without client_id',
      { client_id: undefined },
      'invalid_client_metadata',
      'client_id: must be',
    ],
    [
      'of another client',
      { client_id: 'client-one' },
      'invalid_client_metadata',
      'must be client-',
    ],
    ...[...setBy, 'client_secret_expires_at', 'client_secret'].map(
      (name): [string, Json, string, string] => [
        `with ${name}`,
        { [name]: 'x' },
        'invalid_client_metadata',
        `${name}: is`,
      ],
    ),
    [
      'without a statement',
      { software_statement: undefined },
      'invalid_software_statement',
      'is required',
    ],
    [
      'with metadata that a first registration could not have either',
      { token_endpoint_auth_method: 'none', dpop_bound_access_tokens: false },
      'invalid_client_metadata',
      'token_endpoint_auth_method: must be private_key_jwt',
    ],
  ])('is not replaced %s, and keeps its token', async (_how, changes, error, words) => {
    const own = await registered();
    const answer = await server.manage('PUT', own.uri, own.token, await replacement(own, changes));
    expect([answer.status, answer.json()['error']]).toEqual([400, error]);
    expect(answer.json()['error_description']).toContain(words);
    expect((await server.manage('GET', own.uri, own.token)).json()).toEqual(own.body);
  });

  it('is not handed on to other software', async () => {
    const own = await registered();
    const body = await replacement(own, {}, { software_id: softwareClaims()['software_id'] });
    const answer = await server.manage('PUT', own.uri, own.token, body);
    expect([answer.status, answer.json()['error']]).toEqual([400, 'unapproved_software_statement']);
  });

  it('is replaced by exactly one of many who hold the token at once', async () => {
    const own = await registered();
    const bodies = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        replacement(own, {}, { client_name: `Tally ${index}` }),
      ),
    );
    const answers = await Promise.all(
      bodies.map((body) => server.manage('PUT', own.uri, own.token, body)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
    const won = answers.find(({ status }) => status === 200)!.json<Json>();
    const token = String(won['registration_access_token']);
    expect((await server.manage('GET', own.uri, token)).json()).toEqual(won);
  });
});

describe('a registration access token', () => {
  it('opens no other registration, and nothing at another bank (RFC 7592 2)', async () => {
    const [own, other, elsewhere] = [
      await registered(),
      await registered(),
      await registered('granite'),
    ];
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? await replacement(own) : undefined;
      const wrong = await server.manage(method, own.uri, other.token, body);
      expect([wrong.status, wrong.json()['error']]).toEqual([403, 'insufficient_scope']);
      const foreign = [
        ...[elsewhere.token, own.token.toLowerCase(), `${own.token}A`, undefined].map((token) => [
          own.uri,
          token,
        ]),
        [own.uri.replace('harbour', 'granite'), own.token],
        [`${own.uri}0`, own.token],
        [`${server.issuer}/register/client-one`, own.token],
        [`${server.issuer}/register/%00`, own.token],
        [`${server.issuer}/register/client-00000000-0000-4000-8000-000000000000`, own.token],
      ] as const;
      for (const [uri, token] of foreign) {
        const answer = await server.manage(method, uri!, token, body);
        expect([uri, answer.status, answer.json()['error']]).toEqual([uri, 401, 'invalid_token']);
        expect(answer.header('www-authenticate')).toMatch(/^Bearer realm=/);
      }
    }
    expect((await server.manage('GET', own.uri, own.token)).status).toBe(200);
  });

  it('is told from a client’s other credentials, and answered on no other path', async () => {
    const own = await registered();
    const access = (await (await asClient(own)).clientCredentials('accounts')).json()[
      'access_token'
    ];
    expect((await server.manage('GET', own.uri, String(access))).status).toBe(401);
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await server.manage(method, `${server.issuer}/register`, own.token);
      expect([answer.status, answer.header('allow')]).toEqual([405, 'POST']);
    }
    expect((await server.manage('POST', own.uri, own.token)).status).toBe(405);
  });
});

describe('the end of a registration (RFC 7592 2.3)', () => {
  it('ends codes, requests, tokens and grants with it', async () => {
    const own = await registered();
    const client = await asClient(own);
    const held = await completeJourney(client, maya);
    const pushed = await client.push();
    const visitor = new BankVisitor(server.tls.ca);
    const page = await visitor.signIn(await client.authorizationUrl(pushed.requestUri), maya);
    const answer = await visitor.press(page, 'consent-allow', { accounts: offeredAccounts(page) });
    const { code } = authorizationResponse(client, pushed, answer);
    const other = await client.push();

    const deleted = await server.manage('DELETE', own.uri, own.token);
    expect([deleted.status, deleted.body, deleted.header('cache-control')]).toEqual([
      204,
      '',
      'no-store',
    ]);

    const refused = [
      await client.redeem(code, pushed.codeVerifier),
      await client.refresh(held.refreshToken!),
      (await client.push()).answer,
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect((await client.call(`${server.issuer}/userinfo`, held.accessToken)).status).toBe(401);
    const opened = await visitor.open(await client.authorizationUrl(other.requestUri));
    expect(opened.answer.status).toBe(400);
    const consents = await server.database.query<{ status: string; surface: string }>(
      `SELECT DISTINCT status, surface FROM consent.consent WHERE client_id = $1 ORDER BY status`,
      [own.id],
    );
    expect(consents).toEqual([
      { status: 'REJECTED', surface: 'registration' },
      { status: 'REVOKED', surface: 'registration' },
    ]);
    for (const method of ['GET', 'DELETE'])
      expect((await server.manage(method, own.uri, own.token)).status).toBe(401);
    expect(await server.counts()).toMatchObject({ torn: 0 });
  });

  it('comes with its client, if an operator removes that', async () => {
    const own = await registered();
    await server.database.query('DELETE FROM authorization_server.client WHERE client_id = $1', [
      own.id,
    ]);
    expect((await server.manage('GET', own.uri, own.token)).status).toBe(401);
    expect(await server.counts()).toMatchObject({ torn: 0 });
  });
});

it('is read by a frozen client, and neither replaced nor ended nor circumvented', async () => {
  const own = await registered();
  await freeze(own, 'frozen');
  expect((await server.manage('GET', own.uri, own.token)).status).toBe(200);
  const put = await server.manage('PUT', own.uri, own.token, await replacement(own));
  expect([put.status, put.json()['error']]).toEqual([403, 'access_denied']);
  expect((await server.manage('DELETE', own.uri, own.token)).status).toBe(403);
  const again = await server.register({}, { claims: { ...own.claims } });
  expect([again.status, again.json()['error']]).toEqual([400, 'unapproved_software_statement']);
  await freeze(own, 'active');
  expect((await server.manage('DELETE', own.uri, own.token)).status).toBe(204);
});
