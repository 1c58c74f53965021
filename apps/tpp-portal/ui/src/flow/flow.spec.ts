import type { Check, Hop } from '../api/types.js';
import { groupedChecks, groupOf, registered } from './check-groups.js';
import { curlOf } from './export/curl.js';
import { fetchOf, journeyScript } from './export/typescript.js';
import { latestId, withFreshHops } from './flow-view-model.js';
import { barsOf } from './timeline-bars.js';

const hop = (change: Partial<Hop> = {}): Hop => ({
  number: 1,
  kind: 'push',
  title: 'Push the authorization request',
  from: 'client',
  to: 'authorization-server',
  startedAt: '2026-11-21T15:30:00.000Z',
  durationMilliseconds: 20,
  request: {
    method: 'POST',
    url: 'https://bank.example/harbour/par',
    headers: [['dpop', 'eyJ…']],
    body: {
      mediaType: 'application/x-www-form-urlencoded',
      text: "client_id=c1&scope=openid&redirect_uri=https%3A%2F%2Fapp.example&client_assertion=x&note=it's",
      truncated: false,
    },
  },
  jwts: [],
  checks: [],
  ...change,
});
const id = (number: number): string => `019ab3c4-7d10-7e3a-9c55-00000000000${String(number)}`;

describe('hops that come one after another', () => {
  it('stand in the order of their beginning, each once, numbered', () => {
    const late = hop({ id: id(2), startedAt: '2026-11-21T15:30:00.000Z' });
    const early = hop({ id: id(9), startedAt: '2026-11-21T15:29:59.000Z' });
    const known = withFreshHops([], [late]);
    const all = withFreshHops(known, [early, late]);
    expect(all.map((one) => [one.id, one.number])).toEqual([
      [id(9), 1],
      [id(2), 2],
    ]);
    expect(withFreshHops(all, [late])).toBe(all);
    expect(latestId([...all, hop({ id: `${id(9)}.callback` })])).toBe(id(9));
    expect(latestId([])).toBeUndefined();
  });
});

describe('what was checked', () => {
  it.each([
    ['RFC7523-3-9', 'Client authentication'],
    ['RFC 9449 4.3-8', 'Sender constraint'],
    ['RFC8705-3', 'Sender constraint'],
    ['RFC8705-2.1', 'Client authentication'],
    ['RFC7636-4.6', 'PKCE'],
    ['RFC9126-2.1', 'Request'],
    ['RFC9068-4-aud', 'Access token'],
    ['RFC9396-5', 'Permissions and grants'],
    ['RFC6749-4.1.3-client', 'Codes and tokens'],
    ['OIDC-3.1.2.2', 'Customer'],
  ])('by %s is about: %s', (clause, group) => {
    expect(groupOf(clause)).toBe(group);
  });

  it('is grouped, none lost', () => {
    const checks = ['RFC7636-4.6', 'RFC9126-4', 'RFC7636-4.1'].map((clause): Check => ({
      clause,
      what: clause,
      passed: true,
    }));
    const groups = groupedChecks(checks);
    expect([...groups.keys()]).toEqual(['PKCE', 'Request']);
    expect([...groups.values()].flat()).toHaveLength(3);
    expect(registered('RFC 9126 4')).toBe('RFC9126-4');
  });
});

describe('a request in other forms', () => {
  it('is a curl command that a shell reads as one', () => {
    expect(curlOf(hop())).toContain(`note=it'\\''s'`);
    expect(curlOf(hop())).toMatch(/^curl --request POST 'https:\/\/bank\.example\/harbour\/par'/);
  });

  it('is a call of fetch, and a script for the whole journey with the same wishes', () => {
    expect(fetchOf(hop())).toContain('new URLSearchParams(');
    const script = journeyScript([hop()]) ?? '';
    for (const words of [
      'new URL("https://bank.example/harbour")',
      '"c1"',
      'scope: "openid"',
      'getDPoPHandle',
      'PrivateKeyJwt',
      'const redirectUri = "https://app.example"',
    ]) {
      expect(script).toContain(words);
    }
    expect(script).not.toContain('client_assertion:');
    expect(journeyScript([hop({ kind: 'token' })])).toBeUndefined();
  });
});

describe('the times of a journey', () => {
  it('are drawn on one scale, without the waits', () => {
    const { bars, total } = barsOf([
      hop(),
      hop({ number: 2, startedAt: '2026-11-21T15:31:00.000Z', durationMilliseconds: 80 }),
    ]);
    expect(bars.map(({ start, length }) => [start, length])).toEqual([
      [0, 20],
      [270, 80],
    ]);
    expect(total).toBe(350);
    expect(barsOf([])).toEqual({ bars: [], total: 0 });
  });
});
