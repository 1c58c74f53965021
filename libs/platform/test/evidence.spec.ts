import { randomBytes, randomUUID } from 'node:crypto';
import { redactedMembers } from '../src/index.js';
import { digestOf, storedEvidence } from '../src/refusals/evidence.js';
import { clockSkewSeconds, secondsAhead } from '../src/refusals/clock-skew.js';
import { invalidClient } from '@sandbank/oauth';
import fc from 'fast-check';

const jwt = [
  Buffer.from('{"alg":"ES256","kid":"k1"}'),
  Buffer.from('{"iss":"client-one","exp":1}'),
  randomBytes(64),
]
  .map((part) => part.toString('base64url'))
  .join('.');

const bytes = fc.uint8Array({ minLength: 24, maxLength: 48 });
const secret = fc.oneof(
  bytes.map((octets) => Buffer.from(octets).toString('base64url')),
  bytes.map((octets) => Buffer.from(octets).toString('hex')),
  bytes.map((octets) => {
    const part = Buffer.from(octets).toString('base64url');
    return `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${part}.${part}`;
  }),
);
/** A secret somewhere in the evidence of a rule that did not think of it. */
const evidence = (hidden: string) =>
  fc.oneof(
    fc.constantFrom<unknown>(
      ...[hidden, [hidden], { a: { b: [hidden] } }, `before ${hidden} after`, { [hidden]: 1 }],
      `https://app.example/callback?code=${hidden}&state=1#x`,
      `urn:ietf:params:oauth:request_uri:${hidden}`,
      `DPoP ${hidden}, DPoP ${hidden}`,
    ),
    fc.jsonValue().map((around) => ({ around, hidden: [around, hidden] })),
  );

describe('evidence as it is stored', () => {
  it('holds no secret, wherever a rule put it', () => {
    fc.assert(
      fc.property(
        secret.chain((hidden) => fc.tuple(fc.constant(hidden), evidence(hidden))),
        ([hidden, value]) => {
          // A run of one letter is no secret, and a test that draws one proves nothing.
          fc.pre(new Set(hidden).size > 12);
          for (const part of hidden.split('.')) expect(storedEvidence(value)).not.toContain(part);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([...redactedMembers, 'client_assertion', 'token', 'Password'])(
    'reduces the member %s whatever it looks like, also within a form',
    (member) => {
      expect(storedEvidence({ [member]: 'hunter2' })).toBe(
        JSON.stringify({ [member]: digestOf('hunter2') }),
      );
      expect(storedEvidence(`a=1&${member}=hunter2&b=2`)).not.toContain('hunter2');
    },
  );

  it('lets two secrets be compared', () => {
    expect(storedEvidence(jwt)).toBe(digestOf(jwt));
    expect(storedEvidence(jwt)).toMatch(/^sha256:[\w-]{16}\(\d+ characters\)$/);
    expect(storedEvidence(`${jwt}x`)).not.toBe(storedEvidence(jwt));
  });

  it.each<[string, unknown]>([
    ['a URL', 'https://localhost:9441/harbour/token'],
    ['a redirect URI', 'https://app.example/a/long/way/to/the/callback?kept=yes'],
    ['a clause of words', 'insufficient_user_authentication'],
    ['a profile', 'fapi2-security-profile-of-the-bank'],
    ['permissions', ['ReadTransactionsDetail', 'ReadTransactionsCredits']],
    ['an assertion type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
    ['a time', 1_795_534_200],
    ['an identifier', randomUUID()],
    ['a client', 'client-2f0c1bfe-9a3e-4e53-8c0b-3a1f5bd0c9d1'],
    ['a distinguished name', 'CN=Tally,O=Tally Ltd,C=GB'],
    ['a key by its thumbprint', { jkt: randomBytes(32).toString('base64url') }],
    ['what it made before', digestOf(jwt)],
  ])('leaves %s readable', (_what, value) => {
    expect(storedEvidence(value)).toBe(typeof value === 'string' ? value : JSON.stringify(value));
  });

  it('names keys by their thumbprints where a rule compares them, and only there', () => {
    const thumbprint = randomBytes(32).toString('base64url');
    expect(storedEvidence(thumbprint, 'RFC9449-10')).toBe(thumbprint);
    expect(storedEvidence([thumbprint], 'RFC8705-2.2')).toBe(JSON.stringify([thumbprint]));
    expect(storedEvidence(thumbprint, 'RFC6749-5.2')).toBe(digestOf(thumbprint));
    expect(storedEvidence(`${thumbprint}A`, 'RFC9449-10')).toBe(digestOf(`${thumbprint}A`));
  });

  it('is bounded, and never fails', () => {
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    expect(storedEvidence({ a: null, b: true })).toBe('{"a":null,"b":true}');
    for (const value of [
      circle,
      { token: circle },
      { token: 1n },
      1n,
      Symbol('x'),
      () => 1,
      new Date(Number.NaN),
      null,
      '\0\ud800',
    ])
      expect(() => storedEvidence(value)).not.toThrow();
    expect(storedEvidence(Array.from({ length: 9999 }, () => 'word'))?.length).toBe(500);
    expect(storedEvidence(undefined)).toBeNull();
  });

  it('takes a hostile text in no time', () => {
    const began = performance.now();
    for (const text of ['a'.repeat(100_000) + '!', 'ew'.repeat(50_000), 'aB.'.repeat(40_000)])
      storedEvidence(text);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('the clocks', () => {
  const refusal = (received: unknown, clause = 'RFC7523-3-4') =>
    invalidClient('no', { received }).citing(clause);

  it('are compared where a time was refused: ahead is positive, behind is negative', () => {
    expect(clockSkewSeconds(refusal(1000), 1090.4)).toBe(-90);
    expect(clockSkewSeconds(refusal(1090, 'SP-5.3.2.1-13'), 1000)).toBe(90);
  });

  it('are not where the refusal is about something else, or what came is no time', () => {
    expect(clockSkewSeconds(refusal(1000, 'SP-5.3.2.1-8'), 1000)).toBeNull();
    expect(clockSkewSeconds(refusal('soon'), 1000)).toBeNull();
    expect(clockSkewSeconds(invalidClient('no', { received: 5 }), 5)).toBeNull();
  });

  it('fit into their column whatever came', () => {
    expect(secondsAhead(1e300, 0)).toBe(2_147_483_647);
    expect(secondsAhead(Number.NaN, 0)).toBeNull();
  });
});
