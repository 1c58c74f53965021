import { isRedirectUri } from '@sandbank/oauth';
import { compareRedirectUri, redirectUriProblem } from './redirect-uri.js';

describe('an address to come back to', () => {
  it.each([
    'https://app.example/callback',
    'https://app.example:8443/cb?tenant=1',
    'https://xn--bcher-kva.example/',
    'http://127.0.0.1:8765/callback',
    'http://[::1]/callback',
  ])('may be %s', (uri) => expect(redirectUriProblem(uri)).toBeUndefined());

  it.each([
    ['', /address/],
    [' https://app.example/', /space/],
    ['app.example/callback', /no URL/],
    ['http://app.example/callback', /https/],
    ['http://localhost:8080/callback', /127\.0\.0\.1/],
    ['https://app.example/#x', /fragment/],
    ['https://*.app.example/', /Wildcards/],
    ['https://me@app.example/', /user/],
    ['https://bücher.example/', /ASCII/],
    ['https://0x7f.1/callback', /127\.0\.0\.1/],
    ['com.example.app:/callback', /https/],
    ['https://app..example/', /single dots/],
    ['https://.app.example/', /single dots/],
    ['https://app.example./', /single dots/],
    ["https://a'b.example/", /letters, digits and hyphens/],
    ['https://a;b.example/', /letters, digits and hyphens/],
    ['https://a%2eb.example/', /reads the host as a\.b\.example/],
    ['HTTPS://app.example/', /small letters/],
    [`https://app.example/${'a'.repeat(500)}`, /longer/],
  ])('is not %s', (uri, words) => expect(redirectUriProblem(uri)).toMatch(words));

  const hosts = [
    ...['app.example', 'APP.Example', 'localhost', '127.0.0.1', '[::1]', '[0:0::1]', '0x7f.1'],
    ...[
      '127.1',
      '2130706433',
      'app..example',
      '.example',
      'example.',
      '-a-.example',
      'a_b.example',
    ],
    ...["a'b", 'a;b', 'a,b', 'a&b', 'a$b', 'a(b)', 'a"b', 'a%2eb', 'a%41', 'bücher.example', '*.a'],
    ...['me@app.example', '@app.example', 'me:pw@app.example', '', '/app.example', '\\app.example'],
  ];
  const uris = [
    'https://',
    'http://',
    'HTTPS://',
    'HTTP://',
    'https:',
    'https:/',
    'app:/',
    '',
  ].flatMap((scheme) =>
    hosts.flatMap((host) =>
      ['', '/', '/cb?x=1', '?x', '#x', ':443/', ':80/', ':8443/', ':/', ':0/', ':x/', ' '].map(
        (rest) => scheme + host + rest,
      ),
    ),
  );

  it('is what the servers take for one, and nothing else is', () => {
    expect(
      uris.filter((uri) => (redirectUriProblem(uri) === undefined) !== isRedirectUri(uri)),
    ).toEqual([]);
    expect(uris.filter(isRedirectUri).length).toBeGreaterThan(20);
    // Each of the others is told why, in words.
    const words = uris.filter((uri) => !isRedirectUri(uri)).map(redirectUriProblem);
    expect(words.filter((each) => !each?.endsWith('.'))).toEqual([]);
  });
});

describe('comparing what an app sends', () => {
  const registered = ['https://app.example/callback', 'http://127.0.0.1:8765/done'];

  it('finds the same one, and leaves the port of a loopback address free', () => {
    expect(compareRedirectUri(registered, 'https://app.example/callback')?.kind).toBe('same');
    expect(compareRedirectUri(registered, 'http://127.0.0.1:50000/done')).toEqual({
      kind: 'port-is-free',
      registered: 'http://127.0.0.1:8765/done',
    });
    expect(compareRedirectUri([], 'https://app.example/')).toBeUndefined();
  });

  it.each([
    ['https://app.example/callback/', 28, /slash that is not/],
    ['https://app.example/Callback', 20, /large/],
    ['https://app.example/call%62ack', 24, /percent/],
    ['http://app.example/callback', 4, /http/],
    ['https://app.example:8443/callback', 19, /port.*8443.*none/],
    ['https://app.example/callback?x=1', 28, /query/],
    ['https://app.example.evil.example/callback', 19, /another host/],
    ['https://app.example/back', 20, /path/],
    ['https://app.example/callback ', 28, /space/],
    ['http://127.0.0.1:8765/done/', 26, /slash/],
    ['http://127.0.0.1:9/Done', 19, /large/],
    ['http://[::1]:9/done', 7, /another host/],
  ])('says where %s parts from what is registered', (sent, at, words) => {
    expect(compareRedirectUri(registered, sent)).toMatchObject({
      kind: 'different',
      at,
      reason: expect.stringMatching(words),
    });
  });
});
