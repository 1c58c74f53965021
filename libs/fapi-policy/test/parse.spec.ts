import type { OAuthError } from '@sandbank/oauth';
import { parseAccessToken, parseClientAssertion, parseDpopProof } from '../src/index.js';
import { dpopKey } from './parties.js';
import { refusalOf } from './refusal.js';
import { signed } from './signing.js';
import { accessToken, assertion, dpopProof } from './jwts.js';

const header = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url');
const { kid: _kid, ...jwk } = dpopKey.publicJwk;

const withJwk = (other: unknown, claims: object = { jti: 'a' }) =>
  signed({ typ: 'dpop+jwt', jwk: other }, claims as Record<string, unknown>, dpopKey);

describe('parseDpopProof', () => {
  it('answers undefined when there is no proof', () => {
    expect(parseDpopProof(undefined)).toBeUndefined();
  });

  it('takes a proof apart and names its key by thumbprint', async () => {
    const proof = parseDpopProof(await dpopProof());
    expect(proof).toMatchObject({ thumbprint: dpopKey.thumbprint, claims: { htm: 'POST' } });
  });

  it.each([
    ['in two headers', async () => [await dpopProof(), await dpopProof()]],
    ['joined by a comma', async () => `${await dpopProof()}, ${await dpopProof()}`],
  ])('RFC9449-4.3-1 refuses two proofs %s', async (_how, made) => {
    const value = await made();
    expect(refusalOf(() => parseDpopProof(value))).toMatchObject(dpop('RFC9449-4.3-1'));
  });

  it.each<[string, () => string | Promise<string>]>([
    ['an empty header', () => ''],
    ['what is no JWT', () => 'proof'],
    ['a JWE', () => 'a.b.c.d.e'],
    ['a proof of 8193 characters', async () => (await dpopProof()).padEnd(8193, 'A')],
    ['a proof without a key', () => withJwk(undefined)],
    ['a key that is null', () => withJwk(null)],
    ['a key that is a list', () => withJwk([jwk])],
    ['a key of an unknown kind', () => withJwk({ kty: 'oct' })],
    ['a point off the curve', () => withJwk({ ...jwk, y: jwk['x'] })],
    ['a jti that is a number', () => withJwk(jwk, { jti: 1 })],
    ['an iat that is a string', () => withJwk(jwk, { iat: '1' })],
    ['a nonce that is a list', () => withJwk(jwk, { nonce: ['n'] })],
    ['a crit header', () => `${header({ alg: 'ES256', jwk, crit: ['exp'] })}.${header({})}.AA`],
  ])('RFC9449-4.3-2 refuses %s', async (_what, made) => {
    const value = await made();
    expect(refusalOf(() => parseDpopProof(value))).toMatchObject(dpop('RFC9449-4.3-2'));
  });

  it.each(['d', 'k', 'p'])(
    'RFC9449-4.3-7 refuses a key with the private member %s',
    async (name) => {
      const value = await withJwk({ ...jwk, [name]: 'cHJpdmF0ZS1wYXJ0' });
      const refusal = refusalOf(() => parseDpopProof(value));
      expect(refusal).toMatchObject(dpop('RFC9449-4.3-7'));
      expect(told(refusal)).not.toContain('cHJpdmF0ZS1wYXJ0');
    },
  );
});

describe('parseClientAssertion', () => {
  it('takes an assertion apart', async () => {
    expect(parseClientAssertion(await assertion()).header.typ).toBe('client-authentication+jwt');
  });

  it.each([
    ['an empty value', ''],
    ['what is no JWT', 'not-a-secret-not-a-jwt'],
    ['a header that is no object', `${header([])}.${header({})}.AA`],
    ['a header without alg', `${header({})}.${header({})}.AA`],
    ['a kid that is a number', `${header({ alg: 'ES256', kid: 1 })}.${header({})}.AA`],
    ['a payload that is no JSON', `${header({ alg: 'ES256' })}.bm90IGpzb24.AA`],
    ['a claim that is named twice', `${header({ alg: 'ES256' })}.${twice('aud')}.AA`],
    ['an assertion beyond the limit', 'a'.repeat(16_385)],
  ])('RFC7523-3 refuses %s', (_what, value) => {
    const refusal = refusalOf(() => parseClientAssertion(value));
    expect(refusal).toMatchObject({ error: 'invalid_client', clause: 'RFC7523-3', status: 401 });
    expect(told(refusal)).not.toContain('not-a-secret');
  });
});

describe('parseAccessToken', () => {
  it('takes a token apart', async () => {
    expect(parseAccessToken(await accessToken()).header.typ).toBe('at+jwt');
  });

  it.each(['', 'opaque-token-of-somebody', 'a.b.c'])('RFC9068-4 refuses "%s"', (value) => {
    const refusal = refusalOf(() => parseAccessToken(value));
    expect(refusal).toMatchObject({ error: 'invalid_token', clause: 'RFC9068-4', status: 401 });
    expect(told(refusal)).not.toContain('opaque-token');
  });
});

it('a failure of ours is no refusal of theirs', () => {
  const nothing = undefined as unknown as string;
  expect(() => parseClientAssertion(nothing)).toThrow(TypeError);
  expect(() => parseAccessToken(nothing)).toThrow(TypeError);
});

it('a refusal keeps the cause for the log', () => {
  expect(refusalOf(() => parseAccessToken('a.b')).cause).toMatchObject({
    code: 'jws_not_three_parts',
  });
});

const dpop = (clause: string) => ({ error: 'invalid_dpop_proof', clause, status: 400 });

function twice(name: string): string {
  return Buffer.from(`{"${name}":"a","${name}":"b"}`).toString('base64url');
}

function told({ description, message, expected, received }: OAuthError): string {
  return JSON.stringify({ description, message, expected, received });
}
