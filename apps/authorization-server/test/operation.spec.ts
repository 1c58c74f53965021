import { generatedCustomer } from '@sandbank/platform';
import { completeJourney, FapiClient, newKey, publicJwk } from '@sandbank/testing';
import type { JWK } from 'jose';
import { keyPurposes } from '../src/issuer/key-life.js';
import { carryOut } from '../src/operation/operation.js';
import { maya, redirectUri, startServer, type RunningServer } from './running-server.js';

let server: RunningServer;
let key: JWK;
beforeAll(async () => {
  server = await startServer();
  key = await newKey();
});
afterAll(() => server.stop());

const order = (given: object, bank = 'harbour') =>
  carryOut(
    { bank, ...given },
    {
      database: server.database.connect('authorizationServer', 2),
      clock: server.clock,
      secret: Buffer.alloc(32, 7),
      baseUrl: new URL(server.issuer).origin,
      by: 'operator:command',
    },
  ) as Promise<never>;

const metadata = (changes: object = {}) => ({
  client_name: 'A new app',
  redirect_uris: [redirectUri],
  scope: 'openid accounts',
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  authorization_details_types: ['urn:sandbank:account-access:v1'],
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [publicJwk(key)] },
  ...changes,
});
const add = (given: unknown, replace = false) =>
  order({ operation: 'client.add', metadata: given, replace }) as Promise<
    { client_id: string; issuer: string; client_name: string }[]
  >;
const clientOf = (clientId: string) =>
  FapiClient.create({
    ...{ issuer: server.issuer, clientId, redirectUri, ca: server.tls.ca, key },
    now: () => server.clock.now(),
  });
const ids = async () => {
  const clients = (await order({ operation: 'client.list' })) as { client_id: string }[];
  return clients.map(({ client_id: id }) => id);
};

describe('a client that an operator adds', () => {
  it('may act at once, also in another process', async () => {
    const [added] = await add(metadata());
    expect(added).toMatchObject({ issuer: server.issuer, client_name: 'A new app' });
    const client = await clientOf(added!.client_id);
    expect((await client.push()).answer.status).toBe(201);
  });

  it('may act at once even if somebody guessed its name a moment ago', async () => {
    const client = await clientOf('client-guessed');
    expect((await client.push()).answer.status).toBe(401);
    await add(metadata({ client_id: 'client-guessed' }));
    expect((await client.push()).answer.status).toBe(201);
  });

  it('gets an id that nobody can take for a customer (SP-6.7)', async () => {
    const [one, two] = await add([metadata(), metadata()]);
    expect(one!.client_id).toMatch(/^client-[0-9a-f-]{36}$/);
    expect(two!.client_id).not.toBe(one!.client_id);
    await expect(add(metadata({ client_id: maya.id }))).rejects.toMatchObject({
      problems: [{ member: 'client_id', error: 'invalid_client_metadata' }],
    });
  });

  it('is refused with every problem, by RFC 7591 3.2.2, and nothing is half done', async () => {
    const before = await ids();
    const wrong = [
      metadata({ client_id: 'client-good' }),
      metadata({ redirect_uris: ['http://app.example/cb', 'https://app.example/#f'] }),
      metadata({ token_endpoint_auth_method: 'client_secret_basic' }),
    ];
    const { problems } = (await add(wrong).catch((error: unknown) => error)) as {
      problems: { member: string; error: string }[];
    };
    const told = problems.map(({ member, error }) => `${member} ${error}`);
    expect(told).toContain('[1].redirect_uris.0 invalid_redirect_uri');
    expect(told).toContain('[1].redirect_uris.1 invalid_redirect_uri');
    expect(told).toContain('[2].token_endpoint_auth_method invalid_client_metadata');
    expect(await ids()).toEqual(before);
  });

  it('does not take the place of another, unless that is asked for', async () => {
    await add(metadata({ client_id: 'client-first' }));
    const two = [metadata({ client_id: 'client-second' }), metadata({ client_id: 'client-first' })];
    await expect(add(two)).rejects.toThrow('client-first exists already');
    expect(await ids()).not.toContain('client-second');
    await add(metadata({ client_id: 'client-first', client_name: 'Renamed' }), true);
    expect(await order({ operation: 'client.show', client_id: 'client-first' })).toMatchObject({
      status: 'active',
      client_name: 'Renamed',
      issuer: server.issuer,
    });
  });

  it.each<[string, unknown]>([
    ['the same id twice', [{ client_id: 'client-x' }, { client_id: 'client-x' }]],
    ['nothing', []],
    ['no object', 'client'],
    ['too many', Array.from({ length: 101 }, () => ({}))],
  ])('is refused in a file that holds %s', async (_what, given) => {
    const list = Array.isArray(given) ? given.map((one: object) => metadata(one)) : given;
    await expect(add(list)).rejects.toMatchObject({ name: 'OrderRefused' });
  });
});

describe('a client that an operator stops', () => {
  const allowed = async (clientId: string) => {
    const client = await clientOf(clientId);
    const tokens = await completeJourney(client, maya);
    return { client, tokens };
  };

  it('may not act from the moment it is frozen, and may again when it is thawed', async () => {
    await add(metadata({ client_id: 'client-frozen' }));
    const client = await clientOf('client-frozen');
    expect((await client.push()).answer.status).toBe(201);
    await order({ operation: 'client.freeze', client_id: 'client-frozen' });
    const { answer } = await client.push();
    expect([answer.status, answer.json()['error']]).toEqual([401, 'invalid_client']);
    await order({ operation: 'client.thaw', client_id: 'client-frozen' });
    expect((await client.push()).answer.status).toBe(201);
  });

  it('ends with its requests, codes, tokens, grants and consents (RFC 7592 2.3)', async () => {
    await add(metadata({ client_id: 'client-gone' }));
    const { client, tokens } = await allowed('client-gone');
    await completeJourney(client, maya);
    const details = [
      { type: 'urn:sandbank:account-access:v1', consent: { Permissions: ['ReadAccountsBasic'] } },
    ];
    const { requestUri } = await client.push({
      parameters: { authorization_details: JSON.stringify(details) },
    });
    const removed = await order({ operation: 'client.remove', client_id: 'client-gone' });
    expect(removed).toMatchObject({ grants: 2, refresh_tokens: 2, requests: 1 });
    const answers = [
      (await client.push()).answer,
      await client.refresh(String(tokens.refreshToken)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(await ids()).not.toContain('client-gone');
    // Even if the id is given to somebody else: nothing of the old one comes back to life.
    await add(metadata({ client_id: 'client-gone' }));
    expect((await client.refresh(String(tokens.refreshToken))).json()['error']).toBe(
      'invalid_grant',
    );
    const page = await fetch(await client.authorizationUrl(requestUri), { redirect: 'manual' });
    expect(page.status).toBe(400);
    const kept = await server.database.query(
      `SELECT revoked_at IS NOT NULL AS revoked FROM authorization_server.refresh_token
       WHERE client_id = 'client-gone'`,
    );
    expect(kept).toEqual([{ revoked: true }, { revoked: true }]);
    const states = await server.database.query(
      `SELECT g.status AS grant, c.status AS consent, c.changed_by, c.reason
       FROM consent.consent c LEFT JOIN consent."grant" g USING (grant_id)
       WHERE c.client_id = 'client-gone' ORDER BY c.status`,
    );
    const by = { changed_by: 'operator:command', reason: 'the client was removed' };
    expect(states).toEqual([
      { grant: null, consent: 'REJECTED', ...by },
      { grant: 'REVOKED', consent: 'REVOKED', ...by },
      { grant: 'REVOKED', consent: 'REVOKED', ...by },
    ]);
  });

  it('leaves the client of the same name at another bank alone', async () => {
    await add(metadata({ client_id: 'client-twin' }));
    await order(
      { operation: 'client.add', metadata: metadata({ client_id: 'client-twin' }) },
      'granite',
    );
    await order({ operation: 'client.remove', client_id: 'client-twin' }, 'granite');
    expect(await ids()).toContain('client-twin');
  });

  it.each(['show', 'remove', 'freeze', 'thaw'])(
    'is named when %s does not find it',
    async (verb) => {
      await expect(
        order({ operation: `client.${verb}`, client_id: 'client-nobody' }),
      ).rejects.toThrow('harbour has no client client-nobody');
    },
  );
});

describe('a customer whom an operator adds', () => {
  const customer = { id: crypto.randomUUID(), username: 'nora', name: 'Nora', code: '654321' };

  it('can sign in with the password that is told once', async () => {
    await order({ operation: 'customer.check', customer });
    const { password } = (await order({ operation: 'customer.add', customer })) as {
      password: string;
    };
    expect(password).toMatch(/^[\w-]{16}$/);
    const client = await server.client();
    const tokens = await completeJourney(client, { ...customer, password });
    expect(tokens.accessToken).toEqual(expect.any(String));
  });

  it('needs a name that is free', async () => {
    const second = { ...customer, id: crypto.randomUUID(), username: maya.username };
    for (const operation of ['customer.check', 'customer.add'])
      await expect(order({ operation, customer: second })).rejects.toThrow(
        'harbour has a customer maya already',
      );
  });

  it('is refused with every problem', async () => {
    const wrong = { id: 'x', username: 'a b', name: '', password: 'short', code: '1' };
    await expect(order({ operation: 'customer.add', customer: wrong })).rejects.toMatchObject({
      problems: ['id', 'username', 'name', 'password', 'code'].map((member) => ({
        member: `customer.${member}`,
      })),
    });
  });
});

describe('customers in numbers', () => {
  const load = {
    ...{ operation: 'customer.generate', seed: 'spec', count: 5003 },
    ...{ password: 'one-for-all-of-them', code: '135790' },
  };

  it('can all sign in with one password and one code, and a second time nobody is added', async () => {
    expect(await order(load)).toEqual({ added: 5003 });
    const { username } = generatedCustomer('harbour', 'spec', 5002);
    expect(username).toBe('load-spec-005003');
    const { password, code } = load;
    const client = await server.client();
    const tokens = await completeJourney(client, { username, password, code });
    expect(tokens.accessToken).toEqual(expect.any(String));
    const [hashes] = await server.database.query<{ count: number }>(
      `SELECT count(DISTINCT password_hash)::int AS count FROM authorization_server.customer
       WHERE username LIKE 'load-spec-%'`,
    );
    expect(hashes).toEqual({ count: 1 });
    expect(await order({ ...load, password: 'another-password' })).toEqual({ added: 0 });
  });

  it.each([
    ['count', { count: 100_001 }],
    ['count', { count: 0 }],
    ['seed', { seed: 'Über' }],
    ['code', { code: '12' }],
  ])('are refused for a wrong %s', async (member, change) => {
    await expect(order({ ...load, ...change })).rejects.toMatchObject({ problems: [{ member }] });
  });
});

describe('the keys of a bank', () => {
  type Listed = { kid: string; state: string; purpose: string; alg: string }[];
  const list = () => order({ operation: 'key.list' }) as Promise<Listed>;
  const published = async () =>
    ((await (await fetch(`${server.issuer}/jwks`)).json()) as { keys: { kid: string }[] }).keys.map(
      ({ kid }) => kid,
    );

  it('are listed without their private halves', async () => {
    const keys = await list();
    expect(new Set(keys.map(({ purpose }) => purpose))).toEqual(new Set(keyPurposes));
    expect(JSON.stringify(keys)).not.toMatch(/"d":|sealed/i);
  });

  it('get successors on order, for one purpose or for all', async () => {
    const selection = { purpose: 'access_token' };
    const next = (await order({ operation: 'key.rotate', ...selection })) as Listed;
    expect(next).toMatchObject([{ state: 'next', ...selection }]);
    expect((await list()).map(({ kid }) => kid)).toContain(next[0]!.kid);
  });

  it('are removed at once in an emergency', async () => {
    const [old] = (await list()).filter(
      ({ purpose, state }) => purpose === 'bank_internal' && state === 'active',
    );
    const changed = (await order({
      ...{ operation: 'key.rotate', purpose: 'bank_internal', emergency: true },
    })) as Listed;
    expect(changed).toMatchObject([{ state: 'active', purpose: 'bank_internal' }]);
    const state = (await list()).find(({ kid }) => kid === old!.kid)!.state;
    expect(state).toBe('removed');
    for (let patience = 0; patience < 50; patience += 1) {
      server.clock.advance(1);
      if (!(await published()).includes(old!.kid)) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await published()).not.toContain(old!.kid);
  });

  it('are refused to change where there is no such key', async () => {
    await expect(
      order({ operation: 'key.rotate', purpose: 'access_token', alg: 'PS256' }),
    ).rejects.toThrow('harbour signs with no key for access_token and PS256');
    await expect(order({ operation: 'key.rotate', alg: 'HS256' })).rejects.toMatchObject({
      problems: [{ member: 'alg' }],
    });
  });
});

it('an order for a bank that does not exist says which do', async () => {
  await expect(order({ operation: 'client.list' }, 'nowhere')).rejects.toThrow(
    'there is no bank nowhere; there is granite, harbour',
  );
});
