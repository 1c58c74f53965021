import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { exchangeDetail } from '../src/exchanges/exchange-detail.js';
import { masked, maskedUrl } from '../src/exchanges/masked.js';

const b64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** What only whoever must not be believed could know: it looks as the values of this product look. */
const secretOf = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `7${Buffer.from(bytes).toString('base64url').replaceAll('-', 'x')}`);
const textOf = fc.constantFrom(
  'Maya Okafor',
  '30-90-89 12345678',
  'maya@example.org',
  'correct horse 9',
);

/** A request with secrets wherever one may stand, and its answer. */
function exchangeWith(secret: (place: string) => string, person: string) {
  const jwt = (place: string, claims: object = {}) =>
    `${b64({ alg: 'ES256', typ: place })}.${b64({ jti: secret(`${place} jti`), ...claims })}.${secret(place)}`;
  const form = new URLSearchParams({
    ...{ client_id: 'client-tally', grant_type: 'authorization_code' },
    ...{ code: secret('code'), code_verifier: secret('verifier'), state: secret('state') },
    ...{ nonce: secret('nonce'), refresh_token: secret('refresh'), token: secret('token') },
    ...{ password: secret('password'), otp: secret('otp'), client_secret: secret('client secret') },
    ...{ request_uri: `urn:ietf:params:oauth:request_uri:${secret('request uri')}` },
    ...{ client_assertion: jwt('assertion', { nonce: secret('inner nonce'), free: person }) },
    ...{ login_hint: person, free_text: secret('unknown parameter'), [secret('name')]: 'x' },
    authorization_details: JSON.stringify([{ type: 't', note: secret('details'), Name: person }]),
    // Where a value may be kept, one that looks like a secret is not.
    scope: `openid ${secret('scope')}`,
  });
  const headers = {
    authorization: `DPoP ${jwt('access token')}`,
    dpop: jwt('proof', { nonce: secret('proof nonce') }),
    cookie: `__Host-i=${secret('cookie')}`,
    'x-own-secret': secret('unknown header'),
    'user-agent': `curl ${secret('user agent')}`,
    'x-fapi-customer-ip-address': '203.0.113.7',
    'x-idempotency-key': secret('idempotency key'),
    'x-jws-signature': secret('signature'),
  };
  const answer = {
    ...{ access_token: jwt('issued token'), refresh_token: secret('issued refresh') },
    ...{ id_token: jwt('id token', { email: person }), registration_access_token: secret('rat') },
    request_uri: `urn:x:${secret('issued request uri')}`,
    Data: {
      Account: [{ AccountId: 'acc-1', Nickname: person, Account: [{ Identification: person }] }],
      Amount: { Amount: secret('amount'), Currency: 'GBP' },
      PostCode: person,
      keys: [{ kty: 'EC', x: 'public', d: secret('private half') }],
    },
  };
  const request = {
    ...{ method: 'POST', url: `/harbour/token/${secret('path')}?code=${secret('query')}`, headers },
    ...{ query: { code: secret('query code'), unknown: secret('query') }, body: form.toString() },
    ...{
      params: { bank: 'harbour' },
      routeOptions: { url: '/:bank/interaction/:id/login' },
      answer,
    },
  } as unknown as FastifyRequest;
  const fields: Record<string, string> = {
    'set-cookie': `__Host-i=${secret('set cookie')}`,
    'dpop-nonce': secret('issued nonce'),
    location: `https://app.example/callback?code=${secret('redirected code')}&state=${secret('back')}`,
    'www-authenticate': `DPoP error="invalid_token", token="${secret('challenge')}"`,
  };
  const reply = { getHeader: (name: string) => fields[name] } as unknown as FastifyReply;
  return { request, reply };
}

describe('what is kept of an exchange', () => {
  it.each(['client', 'browser'] as const)('holds no secret, in the lane of the %s', (lane) => {
    fc.assert(
      fc.property(secretOf, textOf, (seed, person) => {
        const planted: string[] = [];
        const secret = (place: string): string => {
          const made = `7${createHash('sha256')
            .update(seed + place)
            .digest('base64url')
            .replaceAll('-', 'x')}`;
          planted.push(made);
          return made;
        };
        const { request, reply } = exchangeWith(secret, person);
        const kept = JSON.stringify(exchangeDetail(request, reply, lane));
        for (const one of [
          ...planted,
          ...planted.map((value) => value.slice(0, 30)),
          person,
          '203.0.113.7',
        ])
          expect(kept.includes(one) ? `${one} is kept: ${kept}` : 'no').toBe('no');
      }),
      { numRuns: 60 },
    );
  });

  it('holds no plain word either where nothing is to be kept', () => {
    const { request, reply } = exchangeWith((place) => `plain ${place}`, 'Maya');
    const kept = JSON.stringify(exchangeDetail(request, reply, 'client'));
    const words = ['cookie', 'unknown header', 'set cookie', 'password', 'otp', 'code', 'state'];
    for (const word of [
      ...words,
      'unknown parameter',
      'query',
      'details',
      'private half',
      'amount',
    ])
      expect(kept).not.toContain(`plain ${word}`);
  });

  it('shows the way of a browser, and nothing that its customer typed or holds', () => {
    const { request, reply } = exchangeWith((place) => place, 'Maya');
    expect(exchangeDetail(request, reply, 'browser')).toEqual({
      request: {
        path: '/harbour/interaction/:id/login',
        headers: {},
        parameters: { code: '10 characters', unknown: '5 characters' },
      },
      response: { headers: expect.not.objectContaining({ 'set-cookie': expect.anything() }) },
      decoded: [],
    });
  });

  it('stays small, whatever is sent and answered', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`m${at}`, 'x'.repeat(999)]),
    );
    const deep = JSON.parse('{"a":'.repeat(500) + '1' + '}'.repeat(500)) as object;
    const long = Array.from({ length: 10_000 }, () => ({ scope: 'x'.repeat(500) }));
    const { reply } = exchangeWith((place) => place, '');
    for (const answer of [
      wide,
      deep,
      { long },
      { Permissions: Array(1000).fill('x'.repeat(400)) },
    ]) {
      const request = {
        ...{
          url: `/${'a/'.repeat(9000)}`,
          headers: { accept: 'y'.repeat(9000) },
          routeOptions: {},
        },
        ...{ body: `scope=${'z'.repeat(100_000)}`, answer, params: {} },
      } as unknown as FastifyRequest;
      const kept = JSON.stringify(exchangeDetail(request, reply, 'client'));
      expect(kept.length).toBeLessThanOrEqual(16_384);
    }
  });

  it('can be stored by PostgreSQL, whatever bytes it is made of', () => {
    const kept = JSON.stringify(masked({ scope: 'a\0\ud800', '\0': 1, error: '\udfff' }));
    expect(kept).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  });

  it('shows a URL without what its query hides', () => {
    expect(maskedUrl('https://app.example/cb?kept=yes&code=abcdefghijklmnopqrstuvwxyz')).toBe(
      'https://app.example/cb?kept=yes&code=sha256:ccSA35PWri8e-tFE(26 characters)',
    );
    expect(maskedUrl('no URL at all')).toBe('13 characters');
  });
});
