import { completeJourney, exchange, FapiClient, newKey, publicJwk } from '@sandbank/testing';
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

const asRegistered = async (body: Json): Promise<FapiClient> =>
  FapiClient.create({
    ...{ issuer: server.issuer, clientId: String(body['client_id']), redirectUri: callback },
    ...{ ca: server.tls.ca, key: await clientKey(), now: () => server.clock.now() },
  });

describe('a client that registers itself (RFC 7591 3.2.1)', () => {
  it('is told its id, its token and all that was registered, and is a client at once', async () => {
    const answer = await server.register();
    expect(answer.status).toBe(201);
    expect(answer.header('cache-control')).toBe('no-store');
    const body = answer.json<Json>();
    expect(body).toMatchObject({
      client_id: expect.stringMatching(/^client-[0-9a-f-]{36}$/),
      client_id_issued_at: server.clock.nowSeconds(),
      registration_access_token: expect.stringMatching(/^[\w-]{43}$/),
      registration_client_uri: `${server.issuer}/register/${String(body['client_id'])}`,
      client_name: 'Tally',
      redirect_uris: [callback],
      response_types: ['code'],
      scope: expect.stringContaining('accounts payments fundsconfirmations'),
      dpop_bound_access_tokens: true,
      software_version: '1.0',
      software_statement: expect.stringMatching(/^ey/),
    });
    const journey = await completeJourney(await asRegistered(body), maya);
    expect(journey.accessToken).toMatch(/^ey/);
    const { database } = server;
    const stored = await database.query('SELECT * FROM authorization_server.client_registration');
    expect(JSON.stringify(stored)).not.toContain(body['registration_access_token']);
  });

  it('is named in discovery, and nobody else is asked to come', async () => {
    const url = `${server.issuer}/.well-known/openid-configuration`;
    const metadata = (await exchange(url, server.tls.ca)).json<Json>();
    expect(metadata['registration_endpoint']).toBe(`${server.issuer}/register`);
  });

  it('is who the statement says, whatever it says itself (RFC 7591 2.3)', async () => {
    const claims = softwareClaims({
      client_uri: 'https://app.example/',
      logo_uri: 'https://app.example/logo.svg',
      policy_uri: 'https://app.example/privacy',
      tos_uri: 'https://app.example/terms',
      contacts: ['ops@app.example'],
      jwks_uri: `${server.directory.url}/software/one/jwks`,
    });
    const said = {
      client_name: 'The bank itself',
      redirect_uris: ['https://attacker.example/'],
      ...{ logo_uri: 'https://attacker.example/', policy_uri: 'https://attacker.example/' },
      ...{ client_uri: 'https://attacker.example/', tos_uri: 'https://attacker.example/' },
      ...{ contacts: ['attacker@attacker.example'], jwks_uri: 'https://attacker.example/jwks' },
      ...{ software_id: 'another', software_version: '9', client_id: 'client-one' },
    };
    const answer = await server.register({ ...said, jwks: undefined }, { claims });
    expect(answer.status).toBe(201);
    const { software_id, software_version, client_name, redirect_uris, jwks_uri } = claims;
    expect(answer.json()).toMatchObject({
      ...{ software_id, software_version, client_name, redirect_uris, jwks_uri },
      logo_uri: 'https://app.example/logo.svg',
      contacts: ['ops@app.example'],
    });
    expect(answer.body).not.toContain('attacker');
    expect(answer.json()['client_id']).not.toBe('client-one');
  });

  it('fetches no address that it was given', async () => {
    const { asked } = server.directory.publisher;
    asked.length = 0;
    const own = (path: string): string => server.directory.url + path;
    const claims = softwareClaims({
      ...{ logo_uri: own('/logo'), policy_uri: own('/policy'), tos_uri: own('/tos') },
      ...{ client_uri: own('/'), jwks_uri: own('/software/one/jwks') },
    });
    expect((await server.register({ jwks: undefined }, { claims })).status).toBe(201);
    expect(asked.filter((path) => !['/jwks', '/authorities'].includes(path))).toEqual([]);
  });

  const types = (scope: string): string[] =>
    ({
      accounts: ['urn:sandbank:account-access:v1'],
      fundsconfirmations: ['urn:sandbank:funds-confirmation:v1'],
    })[scope] ?? [];

  it.each([
    ['AISP', 'accounts'],
    ['CBPII', 'fundsconfirmations'],
    ['PISP', 'payments'],
  ])('gets as %s what that role permits, and is told so', async (role, scope) => {
    const claims = softwareClaims({ software_roles: [role] });
    const asked = { scope: 'openid accounts payments fundsconfirmations admin' };
    const body = (await server.register(asked, { claims })).json<Json>();
    expect(body['scope']).toBe(`openid ${scope}`);
    const details = body['authorization_details_types'] as string[];
    expect(details.length).toBeGreaterThan(0);
    if (scope !== 'payments') expect(details).toEqual(types(scope));
    else for (const type of details) expect(type).toMatch(/domestic-/);
  });

  it.each([
    ['another role’s scope alone', { scope: 'payments' }, ['AISP'], /^scope: .*AISP/],
    [
      'another role’s types alone',
      { authorization_details_types: ['urn:sandbank:domestic-payment:v1'] },
      ['AISP'],
      /^authorization_details_types: /,
    ],
    ['nothing, without a role', {}, [], /^authorization_details_types: .*none/],
  ])('is refused when it asks for %s', async (_what, asked, roles, words) => {
    const claims = softwareClaims({ software_roles: roles });
    const answer = await server.register(asked, { claims });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'invalid_client_metadata' });
    expect(answer.json()['error_description']).toMatch(words);
  });
});

describe('a client of tls_client_auth', () => {
  const byCertificate = { token_endpoint_auth_method: 'tls_client_auth', jwks: undefined };
  const signless = { ...byCertificate, token_endpoint_auth_signing_alg: undefined };

  it('is known by the name of its software, said or not', async () => {
    const claims = softwareClaims();
    const uri = claims['software_san_uri'];
    for (const named of [{}, { tls_client_auth_san_uri: uri }]) {
      const answer = await server.register({ ...signless, ...named }, { claims });
      expect(answer.json()).toMatchObject({ tls_client_auth_san_uri: uri });
    }
    const dn = `CN=${String(claims['software_id'])},O=App Ltd,C=GB`;
    const byName = await server.register(
      { ...signless, tls_client_auth_subject_dn: dn },
      { claims },
    );
    expect(byName.json()).toMatchObject({ tls_client_auth_subject_dn: dn });
  });

  it.each([
    ['tls_client_auth_san_uri', 'urn:sandbank:software:another'],
    ['tls_client_auth_subject_dn', 'CN=another,O=App Ltd'],
    ['tls_client_auth_san_dns', 'app.example'],
    ['tls_client_auth_san_ip', '192.0.2.7'],
    ['tls_client_auth_san_email', 'ops@app.example'],
  ])('is refused under the name of somebody else’s certificate: %s', async (name, value) => {
    const answer = await server.register({ ...signless, [name]: value });
    expect(answer.status).toBe(400);
    expect(answer.json()['error_description']).toContain(
      `${name}: must name a certificate of this`,
    );
  });
});

it('leaves room for ten clients of one software at each bank, however many come at once', async () => {
  const claims = softwareClaims();
  const answers = await Promise.all(
    Array.from({ length: 13 }, () => server.register({}, { claims })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  const refused = answers.filter(({ status }) => status === 400);
  expect(refused).toHaveLength(3);
  expect(refused[0]!.json()).toMatchObject({ error: 'unapproved_software_statement' });
  expect((await server.register({}, { claims, bank: 'granite' })).status).toBe(201);
  expect(await server.counts()).toMatchObject({ torn: 0 });
});

it('leaves nothing by halves where the database is cut off in the middle (RFC 7591 3.2.1)', async () => {
  const before = await server.counts();
  const cut = { isOver: false };
  const cutting = (async () => {
    while (!cut.isOver)
      await server.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE usename = 'sandbank_authorization_server' AND datname = current_database()`,
      );
  })();
  const answers = [];
  for (let each = 0; each < 30; each += 1) answers.push(await server.register());
  cut.isOver = true;
  await cutting;
  const told = answers.filter(({ status }) => status === 201).length;
  expect(answers.filter(({ status }) => ![201, 503].includes(status))).toEqual([]);
  const after = await server.counts();
  expect(after.torn).toBe(0);
  expect(after.registrations - before.registrations).toBeGreaterThanOrEqual(told);
  expect((await server.register()).status).toBe(201);
});

it('makes strangers of one address wait, and says how long', async () => {
  server.clock.advance(120);
  const statuses: number[] = [];
  let last = await server.register({ software_statement: undefined });
  for (let tries = 0; tries < 320 && last.status !== 429; tries += 1) {
    statuses.push(last.status);
    last = await server.register({ software_statement: undefined });
  }
  expect(statuses).toEqual(Array.from({ length: 300 }, () => 400));
  expect([last.status, last.header('retry-after')]).toEqual([429, '1']);
  server.clock.advance(1);
  expect((await server.register()).status).toBe(201);
  server.clock.advance(120);
});

it('takes keys that were pasted where the directory hosts none', async () => {
  const other = await newKey('PS256');
  const jwks = { keys: [publicJwk(other)] };
  const answer = await server.register({ jwks, token_endpoint_auth_signing_alg: 'PS256' });
  expect([answer.status, answer.json()['jwks']]).toEqual([201, jwks]);
});
