import { setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { issueTls, jsonAnswer, PublishingServer, testTls, type Answer } from '@sandbank/testing';
import { Destinations, fetchJson } from '../../src/index.js';

let server: PublishingServer;
let ca: string;

beforeAll(async () => {
  const tls = await testTls();
  ca = tls.ca;
  setDefaultCACertificates([ca]);
  server = await PublishingServer.start(tls);
});
afterAll(() => server.stop());
beforeEach(() => {
  server.asked.length = 0;
  server.reachedAt.length = 0;
  server.answer = jsonAnswer({ keys: [] });
});

const listed = () => new Destinations({ allowedHosts: [`localhost:${server.port}`] });
const fetched = () => fetchJson(server.url(), { destinations: listed() });
const writing =
  (status: number, headers: Readonly<Record<string, string>>, body: string | Buffer): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);
const json = { 'content-type': 'application/json' };

describe('fetchJson', () => {
  it('answers the object, and how long it may be kept', async () => {
    expect(await fetched()).toEqual({ value: { keys: [] }, maxAgeSeconds: undefined });
    for (const [header, seconds] of [
      ['public, max-age=120', 120],
      ['max-age="60"', 60],
      ['no-store', 0],
      ['max-age=100, no-cache', 0],
      ['s-maxage=5', undefined],
    ] as const) {
      server.answer = jsonAnswer({}, { 'cache-control': header });
      expect((await fetched()).maxAgeSeconds).toBe(seconds);
    }
    server.answer = jsonAnswer({}, { 'content-type': 'application/jwk-set+json; charset=utf-8' });
    expect((await fetched()).value).toEqual({});
  });

  it.each<[string, string, Answer]>([
    ['a redirect', 'redirected', writing(302, { location: 'https://localhost:1/' }, '')],
    ['a redirect to itself', 'redirected', writing(307, { location: '/jwks' }, '')],
    ['an error', 'wrong_status', writing(500, json, '{}')],
    ['nothing', 'wrong_status', writing(204, json, '')],
    ['HTML', 'wrong_type', writing(200, { 'content-type': 'text/html' }, '{}')],
    ['no type', 'wrong_type', writing(200, {}, '{}')],
    [
      'compression',
      'wrong_type',
      writing(200, { ...json, 'content-encoding': 'gzip' }, gzipSync('{}')),
    ],
    ['broken JSON', 'not_json', jsonAnswer('{"keys":[')],
    ['an array', 'not_json', jsonAnswer('[]')],
    ['a member twice', 'not_json', jsonAnswer('{"keys":[],"keys":[]}')],
    [
      'bytes that are no UTF-8',
      'not_json',
      writing(200, json, Buffer.from('{"a":"\xff"}', 'latin1')),
    ],
    ['deep nesting', 'not_json', jsonAnswer(`{"a":${'['.repeat(100)}${']'.repeat(100)}}`)],
    ['more than 64 KiB', 'too_large', jsonAnswer({ pad: 'x'.repeat(65_536) })],
    [
      'header fields without end',
      'unreachable',
      writing(200, { ...json, pad: 'x'.repeat(20_000) }, '{}'),
    ],
    ['a connection that breaks', 'unreachable', (response) => response.destroy()],
    [
      'less than was promised',
      'unreachable',
      (response) => {
        response.writeHead(200, { ...json, 'content-length': '100' }).write('{');
        setTimeout(() => response.destroy(), 50);
      },
    ],
  ])('refuses %s', async (_what, code, answer) => {
    server.answer = answer;
    await expect(fetched()).rejects.toMatchObject({ name: 'OutgoingError', code });
    expect(server.asked).toHaveLength(1);
  });

  it('takes 64 KiB to the byte', async () => {
    server.answer = jsonAnswer(`{"pad":"${'x'.repeat(65_536 - 10)}"}`);
    await expect(fetched()).resolves.toBeDefined();
    server.answer = jsonAnswer(`{"pad":"${'x'.repeat(65_537 - 10)}"}`);
    await expect(fetched()).rejects.toMatchObject({ code: 'too_large' });
  });

  it.each<[string, Answer]>([
    ['does not answer', () => undefined],
    [
      'answers drop by drop',
      (response) => {
        response.writeHead(200, json).write('{');
        const drop = setInterval(() => response.write(' '), 100);
        response.on('close', () => clearInterval(drop));
      },
    ],
  ])('gives up on a server that %s', async (_what, answer) => {
    server.answer = answer;
    await expect(fetched()).rejects.toMatchObject({ code: 'too_slow' });
  });

  it('gives up on a name server that does not answer', async () => {
    const destinations = new Destinations({ resolve: () => new Promise(() => undefined) });
    const asking = fetchJson('https://keys.example/jwks', { destinations });
    await expect(asking).rejects.toMatchObject({ code: 'too_slow' });
  });

  it('believes only a certificate that an authority vouches for, of this very host', async () => {
    const stranger = await PublishingServer.start(await issueTls());
    try {
      const destinations = new Destinations({ allowedHosts: [`localhost:${stranger.port}`] });
      const asking = fetchJson(stranger.url(), { destinations });
      await expect(asking).rejects.toMatchObject({ code: 'untrusted' });
      expect(stranger.asked).toEqual([]);
    } finally {
      await stranger.stop();
    }
    const other = `https://127.0.0.2:${server.port}/jwks`;
    const here = await PublishingServer.start(await testTls(), jsonAnswer({}), '127.0.0.2');
    try {
      const url = other.replace(String(server.port), String(here.port));
      const destinations = new Destinations({ allowedHosts: [`127.0.0.2:${here.port}`] });
      await expect(fetchJson(url, { destinations })).rejects.toMatchObject({ code: 'untrusted' });
    } finally {
      await here.stop();
    }
  });

  it('connects to none but the addresses that were checked, and looks them up once', async () => {
    const looked: string[] = [];
    const resolve = async (host: string) => {
      looked.push(host);
      return looked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1'];
    };
    const isPublic = (address: string) => address === '127.0.0.1';
    const destinations = new Destinations({ resolve, isPublic });
    // Only the standard port is open to names that are not listed: the test goes to another behind its back.
    admitAnyPort(destinations);
    const url = `https://localhost:${server.port}/jwks`;
    await expect(fetchJson(url, { destinations })).resolves.toBeDefined();
    expect(looked).toEqual(['localhost']);
    expect(server.reachedAt).toEqual(['127.0.0.1']);
    await expect(fetchJson(url, { destinations })).rejects.toMatchObject({
      code: 'address_not_public',
    });
    expect(server.asked).toHaveLength(1);
  });

  it('does not tell which address or system error it met', async () => {
    const nowhere = new Destinations({ allowedHosts: ['localhost:1'] });
    const error: unknown = await fetchJson('https://localhost:1/', { destinations: nowhere }).catch(
      (caught: unknown) => caught,
    );
    expect((error as Error).message).not.toMatch(/127|::1|ECONN/);
  });
});

function admitAnyPort(destinations: Destinations): void {
  destinations.admit = (text) => new URL(text);
}
