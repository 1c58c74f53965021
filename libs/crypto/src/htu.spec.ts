import fc from 'fast-check';

import { normaliseHtu } from './htu.js';

describe('normaliseHtu', () => {
  it.each([
    ['https://localhost:9441/harbour/par', 'https://localhost:9441/harbour/par'],
    ['HTTPS://LocalHost:9441/Harbour', 'https://localhost:9441/Harbour'],
    ['https://a.example', 'https://a.example/'],
    ['https://a.example:443/x', 'https://a.example/x'],
    ['https://a.example:/x', 'https://a.example/x'],
    ['https://a.example:08443/x', 'https://a.example:8443/x'],
    ['https://a.example/x?y=1', 'https://a.example/x'],
    ['https://a.example/x#y', 'https://a.example/x'],
    ['https://a.example?y', 'https://a.example/'],
    ['https://a.example/%7euser/%41', 'https://a.example/~user/A'],
    ['https://a.example/a%2fb', 'https://a.example/a%2Fb'],
    ['https://a.example/%2541', 'https://a.example/%2541'],
    ['https://a.example/a/./b/../c', 'https://a.example/a/c'],
    ['https://a.example/a/b/..', 'https://a.example/a/'],
    ['https://a.example/a/.', 'https://a.example/a/'],
    ['https://a.example/../../a', 'https://a.example/a'],
    ['https://a.example/a/%2E%2e/b', 'https://a.example/b'],
    ['https://a.example/.well-known/x', 'https://a.example/.well-known/x'],
    ['https://a.example/a//b', 'https://a.example/a//b'],
    ['https://a.example/a/', 'https://a.example/a/'],
    ['https://%41.Example/x', 'https://a.example/x'],
    ['https://[::1]:443/x', 'https://[::1]/x'],
  ])('takes %s as %s', (uri, expected) => {
    expect(normaliseHtu(uri)).toBe(expected);
  });

  it.each([
    'http://a.example/x',
    'a.example/x',
    '/x',
    '',
    'https:/a.example/x',
    'https:///x',
    'https://:443/x',
    'https://user@a.example/x',
    'https://user:secret@a.example/x',
    'https://a.example\\@b.example/x',
    'https://a.example/x y',
    'https://a.example/x\n',
    ' https://a.example/x',
    'https://a.example/%4',
    'https://a.example/%zz',
    'https://a.example/ü',
    'https://a.example/<>',
    'https://a.example:0/x',
    'https://a.example:65536/x',
    'https://a.example:1e3/x',
    'https://a.example:443:443/x',
    `https://a.example/${'a'.repeat(2048)}`,
  ])('refuses %.80j', (uri) => {
    expect(normaliseHtu(uri)).toBeUndefined();
  });

  const segment = fc.stringMatching(/^([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){0,6}$/);
  const uri = fc
    .tuple(
      fc.domain(),
      fc.option(fc.integer({ min: 1, max: 65535 })),
      fc.array(segment, { maxLength: 6 }),
    )
    .map(
      ([host, port, path]) => `https://${host}${port === null ? '' : `:${port}`}/${path.join('/')}`,
    );

  it('normalises what is normal already to itself', () => {
    fc.assert(
      fc.property(uri, (value) => {
        const once = normaliseHtu(value);
        expect(once).toBeDefined();
        expect(normaliseHtu(once!)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('sees no difference in the case of scheme, host and percent-encoding, nor in query and fragment', () => {
    fc.assert(
      fc.property(uri, segment, (value, extra) => {
        const [, origin, path] = /^(https:\/\/[^/]*)(.*)$/s.exec(value)!;
        const recased = path!.replace(/%[0-9a-f]{2}/gi, (hex) => hex.toLowerCase());
        expect(normaliseHtu(`${origin!.toUpperCase()}${recased}?${extra}#${extra}`)).toBe(
          normaliseHtu(value),
        );
      }),
    );
  });

  it('tells different paths, hosts and ports apart, wherever a URL parser does', () => {
    fc.assert(
      fc.property(uri, uri, (a, b) => {
        const same = (one: string, two: string) => new URL(one).href === new URL(two).href;
        if (same(a, b)) expect(normaliseHtu(a)).toBe(normaliseHtu(b));
        if (normaliseHtu(a) === normaliseHtu(b))
          expect(new URL(normaliseHtu(a)!).host).toBe(new URL(b).host);
      }),
    );
    fc.assert(
      fc.property(uri, (value) => {
        expect(normaliseHtu(`${value}x`)).not.toBe(normaliseHtu(value));
        expect(normaliseHtu(value.replace('https://', 'https://x'))).not.toBe(normaliseHtu(value));
      }),
    );
  });

  it('never throws, and is quick on hostile input', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void normaliseHtu(text)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void normaliseHtu(`https://${text}`)),
    );
    const hostile = [
      `https://${'%41'.repeat(600)}!`,
      `https://a/${'../'.repeat(600)}`,
      `https://a/${'%'.repeat(2000)}`,
    ];
    const started = performance.now();
    for (const text of hostile) normaliseHtu(text);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
