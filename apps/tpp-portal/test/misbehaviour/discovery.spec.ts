import type { Manners } from '../bank/manners.js';
import { startPortal, type Browser, type RunningPortal } from '../running-portal.js';

let portal: RunningPortal;
let browser: Browser;

beforeAll(async () => {
  portal = await startPortal();
  browser = portal.browser();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
  portal.bank.requests.length = 0;
});

const start = () => browser.send(`/start?issuer=${encodeURIComponent(portal.bank.issuer)}`);

const document = (text: string, type = 'application/json'): Manners => ({
  discovery: { status: 200, headers: { 'content-type': type }, text },
});

describe('metadata that a client cannot work with', () => {
  it.each<[string, () => Manners]>([
    [
      'SP-5.3.3.1-11 name another issuer',
      () => ({ metadata: { issuer: 'https://attacker.example' } }),
    ],
    ['SP-5.3.3.1-11 add a slash', () => ({ metadata: { issuer: `${portal.bank.issuer}/` } })],
    [
      'SP-5.3.3.1-11 write the host in capitals',
      () => ({ metadata: { issuer: portal.bank.issuer.replace('localhost', 'LOCALHOST') } }),
    ],
    ['name no issuer', () => ({ metadata: { issuer: undefined } })],
    ['have no authorization endpoint', () => ({ metadata: { authorization_endpoint: undefined } })],
    ['have no token endpoint', () => ({ metadata: { token_endpoint: undefined } })],
    [
      'SP-5.3.3.2-2 have no PAR endpoint',
      () => ({ metadata: { pushed_authorization_request_endpoint: undefined } }),
    ],
    ['have no jwks_uri', () => ({ metadata: { jwks_uri: undefined } })],
    [
      'SP-5.3.3.2-1 know no code grant',
      () => ({ metadata: { response_types_supported: ['id_token'] } }),
    ],
    ['have no response types', () => ({ metadata: { response_types_supported: undefined } })],
    [
      'RFC 9207 2.4 promise no iss',
      () => ({ metadata: { authorization_response_iss_parameter_supported: undefined } }),
    ],
    [
      'SP-5.3.3.2-3 know plain PKCE alone',
      () => ({ metadata: { code_challenge_methods_supported: ['plain'] } }),
    ],
    ['know no PKCE', () => ({ metadata: { code_challenge_methods_supported: undefined } })],
    [
      'SP-5.3.3.1-1 take no ES256 proof',
      () => ({ metadata: { dpop_signing_alg_values_supported: ['PS256'] } }),
    ],
    [
      'SP-5.3.3.1-2 want a client secret',
      () => ({ metadata: { token_endpoint_auth_methods_supported: ['client_secret_basic'] } }),
    ],
    ...[
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'pushed_authorization_request_endpoint',
    ].map((name): [string, () => Manners] => [
      `SP-5.2.1-1 have ${name} without TLS`,
      () => ({ metadata: { [name]: 'http://localhost/x' } }),
    ]),
    ['have a token endpoint that is no address', () => ({ metadata: { token_endpoint: 7 } })],
    ['are no JSON', () => document('<html>')],
    ['are a list', () => document('[]')],
    ['are of another type', () => document('{}', 'text/html')],
    ['are empty', () => document('')],
    ['are an error', () => ({ discovery: { status: 500, text: 'no' } })],
    [
      'are elsewhere',
      () => ({ discovery: { status: 302, headers: { location: `${portal.bank.issuer}/jwks` } } }),
    ],
    ['are endless', () => document(`{"issuer":"${'x'.repeat(400_000)}"}`)],
  ])('that %s stop the flow before anything is pushed', async (_, manners) => {
    portal.bank.manners = manners();
    const answer = await start();
    expect(answer.status).toBe(502);
    expect(answer.json()).toMatchObject({
      error: expect.stringMatching(/^bank_(refused|unavailable)$/),
      message: expect.stringMatching(/\.$/),
    });
    const asked = new Set(portal.bank.requests.map(({ url }) => url.pathname.split('/').at(-1)));
    expect([...asked]).toEqual(['openid-configuration']);
    portal.bank.manners = {};
    expect((await start()).status).toBe(303);
  });

  it('without TLS at the alias are refused where mutual TLS is used', async () => {
    const plain = { token_endpoint: 'http://localhost/token' };
    portal.bank.manners = { metadata: { mtls_endpoint_aliases: plain } };
    // This client shows no certificate: the aliases are not for it.
    expect((await start()).status).toBe(303);
  });

  it('are found where RFC 8414 puts them when OpenID Connect’s place is empty', async () => {
    portal.bank.manners = { plainOAuth: true };
    expect((await start()).status).toBe(303);
    expect(portal.bank.requests.map(({ url }) => url.pathname).slice(0, 2)).toEqual([
      '/harbour/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server/harbour',
    ]);
  });
});

describe('an answer of the PAR endpoint', () => {
  const answer = (json: object, status = 201): Manners => ({ push: { status, json } });
  const requestUri = 'urn:ietf:params:oauth:request_uri:abc';

  it.each<[string, Manners]>([
    ['with status 200', answer({ request_uri: requestUri, expires_in: 90 }, 200)],
    ['without expires_in', answer({ request_uri: requestUri })],
    ['with a negative expires_in', answer({ request_uri: requestUri, expires_in: -1 })],
    ['without request_uri', answer({ expires_in: 90 })],
    ['with an empty request_uri', answer({ request_uri: '', expires_in: 90 })],
    ['with a request_uri that is a number', answer({ request_uri: 1, expires_in: 90 })],
    [
      'with a request_uri without TLS',
      answer({ request_uri: 'http://a.example/1', expires_in: 90 }),
    ],
    ['that is a script', answer({ request_uri: 'javascript:alert(1)', expires_in: 90 })],
    ['that is no JSON', { push: { status: 201, text: 'ok' } }],
    ['that redirects', { push: { status: 303, headers: { location: 'https://a.example/' } } }],
    ['that refuses', answer({ error: 'invalid_request' }, 400)],
    ['that is a fault', { push: { status: 500, text: '' } }],
  ])('%s sends nobody anywhere', async (_, manners) => {
    portal.bank.manners = manners;
    const refused = await start();
    expect(refused.status).toBe(502);
    expect(refused.header('location')).toBeUndefined();
    portal.bank.manners = {};
    expect((await start()).status).toBe(303);
  });
});
