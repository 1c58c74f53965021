import { exchange, jsonAnswer, newKey, publicJwk } from '@sandbank/testing';
import type { JWK } from 'jose';
import { forbiddenMetadata } from './forbidden-metadata.js';
import {
  softwareClaims,
  startRegisteringServer,
  type Json,
  type RegisteringServer,
} from './test-directory.js';

let server: RegisteringServer;
let otherKey: JWK;
let rsaKey: JWK;
beforeAll(async () => {
  [server, otherKey, rsaKey] = await Promise.all([
    startRegisteringServer(),
    newKey(),
    newKey('RS256'),
  ]);
});
afterAll(() => server.stop());
beforeEach(() => server.clock.advance(60));

type Statement = (of: RegisteringServer) => unknown;

const now = (): number => server.clock.nowSeconds();
const claims =
  (changes: () => Json): Statement =>
  (of) =>
    of.statement({ claims: changes() });
const invalid = 'invalid_software_statement';
const unapproved = 'unapproved_software_statement';

describe('a software statement is refused (RFC 7591 2.3, 3.2.2)', () => {
  it.each<[string, Statement, string, RegExp]>([
    ['that is missing', () => undefined, invalid, /is required/],
    ['that is no string', () => ({ iss: 'x' }), invalid, /is required/],
    ['that is no JWT', () => 'not.a.jwt', invalid, /well-formed/],
    ['that is endless', () => 'e'.repeat(40_000), invalid, /well-formed/],
    [
      'of another issuer',
      claims(() => ({ iss: 'https://directory.example' })),
      unapproved,
      /not of/,
    ],
    [
      'of almost the directory',
      claims(() => ({ iss: `${server.directory.url}/` })),
      unapproved,
      /not/,
    ],
    ['of nobody', claims(() => ({ iss: undefined })), invalid, /who issued it/],
    ['of several', claims(() => ({ iss: [server.directory.url] })), invalid, /who issued it/],
    ['that is forged', (of) => of.statement({ key: otherKey }), invalid, /not signed by/],
    [
      'that was changed afterwards',
      async (of) => {
        const [header, , signature] = (await of.statement()).split('.');
        const other = (await of.statement()).split('.')[1];
        return [header, other, signature].join('.');
      },
      invalid,
      /not signed by/,
    ],
    [
      'without a signature',
      (of) => of.statement({ header: { alg: 'none' } }),
      invalid,
      /refused algorithm/,
    ],
    [
      'signed with RS256',
      (of) => of.statement({ header: { alg: 'RS256' }, key: rsaKey }),
      invalid,
      /refused algorithm/,
    ],
    [
      'by a key that it brings along',
      (of) => of.statement({ header: { jwk: publicJwk(otherKey), kid: undefined }, key: otherKey }),
      invalid,
      /not signed by/,
    ],
    ['with crit', (of) => of.statement({ header: { crit: ['x'], x: 1 } }), invalid, /well-formed/],
    [
      'that is an access token',
      (of) => of.statement({ header: { typ: 'at+jwt' } }),
      invalid,
      /another kind/,
    ],
    ['that has expired', claims(() => ({ exp: now() })), invalid, /has expired/],
    ['that never expires', claims(() => ({ exp: undefined })), invalid, /has expired/],
    ['with exp in words', claims(() => ({ exp: 'never' })), invalid, /has expired/],
    ['from the future', claims(() => ({ iat: now() + 31 })), invalid, /not valid yet/],
    ['for later', claims(() => ({ nbf: now() + 31 })), invalid, /not valid yet/],
    ['without iat', claims(() => ({ iat: undefined })), invalid, /not valid yet/],
    ['without jti', claims(() => ({ jti: undefined })), invalid, /jti/],
    ['without software', claims(() => ({ software_id: undefined })), invalid, /describe software/],
    ['without roles', claims(() => ({ software_roles: 'AISP' })), invalid, /describe software/],
  ])('%s', async (_what, statement, error, words) => {
    const answer = await server.register({ software_statement: await statement(server) });
    expect([answer.status, answer.json()['error']]).toEqual([400, error]);
    expect(answer.json()['error_description']).toMatch(words);
    expect(await server.counts()).toEqual({ clients: 0, registrations: 0, torn: 0 });
  });

  it('not when the clocks differ a little, nor for the typ of a software statement', async () => {
    const software_statement = await server.statement({
      claims: { iat: now() + 10 },
      header: { typ: 'software-statement+jwt' },
    });
    const answer = await server.register({ software_statement });
    expect(answer.status).toBe(201);
    await server.manage(
      ...(['DELETE', String(answer.json()['registration_client_uri'])] as const),
      String(answer.json()['registration_access_token']),
    );
  });

  it('with a new key of the directory at once, and none that it has withdrawn', async () => {
    const { publisher, key } = server.directory;
    const next = await newKey();
    server.clock.advance(20);
    publisher.answer = jsonAnswer({ keys: [publicJwk(next)] });
    const signed = await server.statement({ header: { kid: next.kid }, key: next });
    expect((await server.register({ software_statement: signed })).status).toBe(201);
    expect((await server.register()).json()).toMatchObject({ error: invalid });
    publisher.answer = (response) => response.writeHead(503).end();
    server.clock.advance(2 * 3600);
    const unheard = await server.register();
    expect([unheard.status, unheard.header('retry-after')]).toEqual([503, '5']);
    publisher.answer = jsonAnswer({ keys: [publicJwk(key)] });
    server.clock.advance(600);
    expect((await server.register()).status).toBe(201);
  });
});

describe('metadata are refused (RFC 7591 3.2.2)', () => {
  it.each(forbiddenMetadata)('for %s', async (_what, given, said, error, words) => {
    const changes = typeof given === 'function' ? await given() : given;
    const before = await server.counts();
    const answer = await server.register(changes, { claims: softwareClaims(said) });
    expect([answer.status, answer.json()['error']]).toEqual([400, error]);
    const { problems } = answer.json<{ problems: { member: string; message: string }[] }>();
    expect(problems.map(({ member, message }) => `${member}: ${message}`).join('; ')).toMatch(
      words,
    );
    expect(answer.json()['error_description']).toMatch(/^[\x20-\x7e]+$/);
    expect(await server.counts()).toEqual(before);
  });

  it('with every problem at once', async () => {
    const asked = { token_endpoint_auth_method: 'none', resource: 'x', scope: 7 };
    const answer = await server.register(asked, {
      claims: softwareClaims({ redirect_uris: ['http://app.example'] }),
    });
    const { error, problems } = answer.json<{ error: string; problems: { member: string }[] }>();
    expect(error).toBe('invalid_redirect_uri');
    expect(problems.map(({ member }) => member)).toEqual(
      expect.arrayContaining([
        'resource',
        'redirect_uris.0',
        'token_endpoint_auth_method',
        'scope',
      ]),
    );
  });
});

describe('a body is refused', () => {
  const post = (path: string, type: string | undefined, body: string) =>
    exchange(`${server.issuer}${path}`, server.tls.ca, {
      ...{ method: 'POST', body, headers: { 'content-type': type } },
    });

  it.each([
    ['that is a form', 'application/x-www-form-urlencoded', 'client_name=x', 415],
    ['of no type', undefined, '{}', 415],
    ['of another type', 'application/jwt', '{}', 415],
    ['that is empty', 'application/json', '', 400],
    ['that is cut', 'application/json', '{"client_name":', 400],
    ['with a member twice', 'application/json', '{"client_name":"a","client_n\\u0061me":"b"}', 400],
    ['with __proto__', 'application/json', '{"__proto__":{"scope":"x"}}', 400],
    ['that is a list', 'application/json', '[]', 400],
    ['that is null', 'application/json', 'null', 400],
    ['that is too deep', 'application/json', `${'['.repeat(40)}${']'.repeat(40)}`, 400],
    ['that is too long', 'application/json', `{"client_name":"${'a'.repeat(140_000)}"}`, 413],
  ])('%s', async (_what, type, body, status) => {
    const answer = await post('/register', type, body);
    expect(answer.status).toBe(status);
    expect(answer.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.json()).toHaveProperty('error');
  });

  it.each(['/par', '/token', '/revoke', '/introspect', '/userinfo', '/authorize', '/nowhere'])(
    'that is JSON at %s, as ever',
    async (path) => {
      const answer = await post(path, 'application/json', '{"client_id":"client-one"}');
      expect(answer.status).toBe(415);
    },
  );
});
