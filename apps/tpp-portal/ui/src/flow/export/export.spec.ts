import fc from 'fast-check';
import type { Hop } from '../../api/types.js';
import { curlsOf } from './curl.js';
import { harOf } from './har.js';
import { rawRequest, rawResponse } from './raw.js';
import { fetchOf, journeyScript } from './typescript.js';

const text = fc.stringMatching(/^[\w-]{20,40}$/);
const body = fc.record({
  mediaType: fc.constantFrom('application/x-www-form-urlencoded', 'application/json'),
  text: fc.tuple(text, text).map(([one, other]) => `scope=${one}&state=${other}`),
  truncated: fc.boolean(),
});
const hop: fc.Arbitrary<Hop> = fc
  .record({
    kind: fc.constantFrom<Hop['kind']>('push', 'token', 'resource'),
    path: text,
    header: text,
    sent: body,
    answered: body,
    location: text,
  })
  .map(({ kind, path, header, sent, answered, location }) => ({
    number: 1,
    kind,
    title: 'A hop',
    from: 'client',
    to: 'authorization-server',
    startedAt: '2026-11-21T15:30:00.000Z',
    durationMilliseconds: 12.5,
    request: {
      method: 'POST',
      url: `https://bank.example/${path}?a=${path}`,
      headers: [['dpop', header]],
      body: sent,
    },
    response: { status: 200, headers: [['location', location]], body: answered },
    jwts: [],
    checks: [],
  }));

describe('every export of a journey', () => {
  it('tells nothing but what its hops hold, where all that is secret is masked', () => {
    fc.assert(
      fc.property(hop, (one) => {
        const exports = [
          JSON.stringify(harOf([one])),
          curlsOf([one]),
          fetchOf(one),
          journeyScript([one]) ?? '',
          rawRequest(one.request) + rawResponse(one.response!),
        ];
        const held = JSON.stringify(one);
        for (const exported of exports.slice(0, 3)) {
          for (const [run] of exported.matchAll(/[\w-]{20,}/g)) expect(held).toContain(run);
        }
        expect(exports[4]).toContain(one.response!.body!.text);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a script or a command of a journey', () => {
  const [one] = fc.sample(hop, { numRuns: 1, seed: 7 });
  const sent = (mediaType: string, body: string): Hop => ({
    ...{ ...one!, kind: 'push' },
    request: { ...one!.request, body: { mediaType, text: body, truncated: false } },
  });

  it('takes no name of a parameter for its own words', () => {
    const names = ['a: 1 }); run(); ({ b', '…21', 'scope'];
    const form = new URLSearchParams(names.map((name) => [name, 'x'])).toString();
    const script = journeyScript([sent('application/x-www-form-urlencoded', form)])!;
    expect(script).toContain('  scope: "x",');
    expect(script).not.toMatch(/run\(\)|…21/);
  });

  it('reads no file for a body that begins with an @', () => {
    expect(curlsOf([sent('text/plain', '@key.json')])).toContain(`--data-raw '@key.json'`);
  });
});

describe('an HTTP archive of a journey', () => {
  const [sample] = fc.sample(hop, { numRuns: 1, seed: 7 });
  const { log } = harOf([sample!]);
  const [entry] = log.entries;

  it('is one of version 1.2, with every member that it demands', () => {
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'Sandbank', version: '1' } });
    for (const name of ['startedDateTime', 'time', 'request', 'response', 'cache', 'timings']) {
      expect(entry).toHaveProperty(name);
    }
    const both = ['httpVersion', 'cookies', 'headers', 'headersSize', 'bodySize'];
    for (const name of [...both, 'method', 'url', 'queryString']) {
      expect(entry!.request).toHaveProperty(name);
    }
    for (const name of [...both, 'status', 'statusText', 'content', 'redirectURL']) {
      expect(entry!.response).toHaveProperty(name);
    }
    const { send, wait, receive } = entry!.timings;
    expect(send + wait + receive).toBe(entry!.time);
    expect(entry!.response.redirectURL).toBe(sample!.response!.headers[0]![1]);
    expect(entry!.response.content.size).toBe(sample!.response!.body!.text.length);
  });
});
