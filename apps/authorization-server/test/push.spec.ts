import { newKey, type FapiClient, type RequestOverrides } from '@sandbank/testing';
import { startServer, type RunningServer } from './running-server.js';

interface Refusal {
  readonly what: string;
  readonly send: RequestOverrides;
  readonly status: number;
  readonly error: string;
}

const form = (parameters: RequestOverrides['parameters']): RequestOverrides =>
  parameters === undefined ? {} : { parameters };
const details = (value: unknown) => form({ authorization_details: JSON.stringify(value) });
const type = 'urn:sandbank:account-access:v1';
const consent = { Permissions: ['ReadAccountsBasic'] };

const refusals: readonly Refusal[] = [
  ...(
    [
      ['a request_uri', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'],
      ['a request object', { request: 'a.b.c' }, 'request_not_supported'],
      ['no response_type', { response_type: undefined }, 'invalid_request'],
      [
        'response_type code id_token',
        { response_type: 'code id_token' },
        'unsupported_response_type',
      ],
      ['response_type token', { response_type: 'token' }, 'unsupported_response_type'],
      ['response_mode fragment', { response_mode: 'fragment' }, 'invalid_request'],
      ['no redirect_uri', { redirect_uri: undefined }, 'invalid_request'],
      [
        'another redirect_uri',
        { redirect_uri: 'https://evil.example/callback' },
        'invalid_request',
      ],
      [
        'a longer redirect_uri',
        { redirect_uri: 'https://app.example/callback?kept=yes&x=1' },
        'invalid_request',
      ],
      ['no code_challenge', { code_challenge: undefined }, 'invalid_request'],
      ['code_challenge_method plain', { code_challenge_method: 'plain' }, 'invalid_request'],
      ['no code_challenge_method', { code_challenge_method: undefined }, 'invalid_request'],
      ['a code_challenge of another length', { code_challenge: 'abc' }, 'invalid_request'],
      ['an unregistered scope', { scope: 'openid payments' }, 'invalid_scope'],
      ['a state of 4,097 characters', { state: 's'.repeat(4097) }, 'invalid_request'],
      ['a nonce of 513 characters', { nonce: 'n'.repeat(513) }, 'invalid_request'],
      ['prompt none with login', { prompt: 'none login' }, 'invalid_request'],
      ['max_age that is no number', { max_age: '-1' }, 'invalid_request'],
      ['a foreign resource', { resource: 'https://other.example' }, 'invalid_target'],
      ['a dpop_jkt of another key', { dpop_jkt: 'A'.repeat(43) }, 'invalid_request'],
      ['state twice', { state: ['a', 'b'] }, 'invalid_request'],
      ['a NUL character', { state: 'a\0b' }, 'invalid_request'],
      ['client_secret', { client_secret: 'x' }, 'invalid_request'],
    ] as const
  ).map(([what, parameters, error]) => ({ what, send: form(parameters), status: 400, error })),
  ...(
    [
      ['details that are no JSON', form({ authorization_details: '[' })],
      ['details that are no array', details({ type })],
      ['details without entries', details([])],
      ['an unknown type', details([{ type: 'urn:other' }])],
      ['an unknown field', details([{ type, consent, extra: 1 }])],
      ['an unknown permission', details([{ type, consent: { Permissions: ['ReadAll'] } }])],
      ['no permission', details([{ type, consent: { Permissions: [] } }])],
      [
        'transactions of neither side',
        details([
          { type, consent: { Permissions: ['ReadAccountsBasic', 'ReadTransactionsBasic'] } },
        ]),
      ],
      [
        'a consent that is over',
        details([{ type, consent: { ...consent, ExpirationDateTime: '2020-01-01T00:00:00Z' } }]),
      ],
      ['a foreign location', details([{ type, consent, locations: ['https://evil.example'] }])],
    ] as const
  ).map(([what, send]) => ({ what, send, status: 400, error: 'invalid_authorization_details' })),
  ...(
    [
      ['no assertion', { assertion: false }],
      [
        'an assertion for the token endpoint',
        { assertion: { claims: { aud: 'https://localhost/token' } } },
      ],
      [
        'an assertion whose sub holds a NUL',
        { assertion: { claims: { sub: 'client\0' } }, ...form({ client_id: undefined }) },
      ],
      ['an assertion without sub', { assertion: { claims: { sub: undefined } } }],
      ['an assertion that has expired', { assertion: { claims: { exp: 1 } } }],
      ['an assertion without jti', { assertion: { claims: { jti: undefined } } }],
      ['an unsigned assertion', { assertion: { header: { alg: 'none' } } }],
      ['an assertion of another type', { assertion: { header: { typ: 'at+jwt' } } }],
      ['an assertion that is no JWT', form({ client_assertion: 'nonsense' })],
      ['another assertion type', form({ client_assertion_type: 'urn:other' })],
      ['the client_id of another client', form({ client_id: 'client-two' })],
      [
        'an unknown client',
        {
          parameters: { client_id: undefined },
          assertion: { claims: { iss: 'client-x', sub: 'client-x' } },
        },
      ],
    ] as const
  ).map(([what, send]) => ({ what, send, status: 401, error: 'invalid_client' })),
  ...(
    [
      ['a proof for another URL', { proof: { claims: { htu: 'https://localhost/token' } } }],
      ['a proof for another method', { proof: { claims: { htm: 'GET' } } }],
      ['a proof an hour old', { proof: { claims: { iat: 1 } } }],
      ['a proof of another type', { proof: { header: { typ: 'jwt' } } }],
      ['a proof without jti', { proof: { claims: { jti: undefined } } }],
      ['two proofs', { headers: { dpop: ['a.b.c', 'a.b.c'] } }],
    ] as const
  ).map(([what, send]) => ({
    what,
    send,
    status: 400,
    error: 'invalid_dpop_proof',
  })),
];

describe('POST /par', () => {
  let server: RunningServer;
  let client: FapiClient;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());

  it('answers 201 with a request_uri of less than 600 seconds (SP-5.3.2.2-12)', async () => {
    const { answer } = await client.push();
    expect(answer.status).toBe(201);
    expect(answer.json()).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{51}$/),
      expires_in: 90,
    });
    expect(answer.header('cache-control')).toContain('no-store');
  });

  it.each(refusals)('refuses $what', async ({ send, status, error }) => {
    const id = '0b7b7e60-7a70-4a42-8a36-6d2c0d1c6a11';
    const headers = { 'x-fapi-interaction-id': id, ...send.headers };
    const { answer } = await client.push({ ...send, headers });
    expect({ status: answer.status, error: answer.json()['error'] }).toEqual({ status, error });
    expect(answer.header('x-fapi-interaction-id')).toBe(id);
    expect(answer.header('content-type')).toContain('application/json');
    expect(answer.header('cache-control')).toContain('no-store');
    expect((await client.push()).answer.status).toBe(201);
  });

  it.each([
    ['no state and no nonce', form({ state: undefined, nonce: undefined })],
    ['a nonce of 64 characters', form({ nonce: 'n'.repeat(64) })],
    ['a state of 1,500 characters', form({ state: 's'.repeat(1500) })],
    ['scopes in another order', form({ scope: 'accounts openid' })],
    ['unknown parameters', form({ claims_locales: 'en', something: 'else' })],
    ['an assertion without typ', { assertion: { header: { typ: undefined } } }],
  ])('takes %s', async (_what, send) => {
    expect((await client.push(send)).answer.status).toBe(201);
  });

  it('takes an assertion 8 s ahead, and refuses one 61 s ahead (SP-5.3.2.1-13)', async () => {
    const ahead = (seconds: number) => {
      const iat = server.clock.nowSeconds() + seconds;
      return client.push({ assertion: { claims: { iat, nbf: iat, exp: iat + 60 } } });
    };
    expect((await ahead(8)).answer.status).toBe(201);
    expect((await ahead(61)).answer.json()['error']).toBe('invalid_client');
  });

  it('refuses an assertion signed with a key that is not registered', async () => {
    const { answer } = await client.push({ assertion: { key: await newKey() } });
    expect(answer.json()['error']).toBe('invalid_client');
  });

  it('asks for a nonce, and refuses one it never gave (RFC 9449 8)', async () => {
    const { answer } = await client.push({ proof: { claims: { nonce: 'x' } }, retry: false });
    expect(answer.status).toBe(400);
    expect(answer.json()['error']).toBe('use_dpop_nonce');
    expect(answer.headerValues('dpop-nonce')).toHaveLength(1);
  });

  it.each([
    ['an assertion', { assertion: { claims: { jti: 'same' } } }, 'invalid_client'],
    ['a proof', { proof: { claims: { jti: 'same' } } }, 'invalid_dpop_proof'],
  ])('takes %s once only', async (_what, send, error) => {
    expect((await client.push(send)).answer.status).toBe(201);
    expect((await client.push(send)).answer.json()['error']).toBe(error);
  });

  it('uses up the assertion of a request that it refuses', async () => {
    const assertion = { claims: { jti: 'of a refused request' } };
    const refused = await client.push({ assertion, parameters: { scope: 'payments' } });
    expect(refused.answer.json()['error']).toBe('invalid_scope');
    expect((await client.push({ assertion })).answer.json()['error']).toBe('invalid_client');
  });

  it('answers another method with 405, another content type and an oversized body with an error', async () => {
    expect((await client.push({ method: 'GET' })).answer.status).toBe(405);
    const json = await client.push({ headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(json.answer.json()['error']).toBe('invalid_request');
    const large = await client.push({ body: 'a='.padEnd(200_000, 'x') });
    expect(large.answer.status).toBe(413);
    expect(large.answer.json()['error']).toBe('invalid_request');
  });

  it('writes why it refused, for the developers of the client', async () => {
    const { answer } = await client.push({ parameters: { scope: 'openid payments' } });
    const id = answer.header('x-fapi-interaction-id');
    const deadline = Date.now() + 5000;
    let rows: unknown[] = [];
    while (rows.length === 0 && Date.now() < deadline) {
      rows = await server.database.query(
        'SELECT * FROM authorization_server.rejection WHERE interaction_id = $1',
        [id],
      );
    }
    expect(rows).toMatchObject([
      {
        client_id: 'client-one',
        error: 'invalid_scope',
        clause: 'RFC6749-3.3',
        received: '["payments"]',
      },
    ]);
  });
});
