import { setDefaultCACertificates } from 'node:tls';
import { text } from 'node:stream/consumers';
import { issueTls, PublishingServer, testTls, type Answer } from '@sandbank/testing';
import { Destinations, postDocument } from '../../src/index.js';

let server: PublishingServer;

beforeAll(async () => {
  const tls = await testTls();
  setDefaultCACertificates([tls.ca]);
  server = await PublishingServer.start(tls);
});
afterAll(() => server.stop());

const document = { contentType: 'application/jwt', body: 'a.b.c', headers: { 'x-told': 'yes' } };
const destinations = () => new Destinations({ allowedHosts: [`localhost:${server.port}`] });
const posted = (signal?: AbortSignal) =>
  postDocument(server.url('/told'), document, {
    destinations: destinations(),
    ...(signal && { signal }),
  });
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

describe('postDocument', () => {
  it('sends the document and resolves to the status and to when to come again', async () => {
    let seen: unknown;
    server.answer = (response, request) => {
      void text(request).then((body) => {
        const { 'content-type': type, 'x-told': told } = request.headers;
        seen = { method: request.method, url: request.url, type, told, body };
        response.writeHead(503, { 'retry-after': '120' }).end('busy');
      });
    };
    expect(await posted()).toEqual({ status: 503, retryAfter: '120' });
    const what = { method: 'POST', url: '/told', type: 'application/jwt', told: 'yes' };
    expect(seen).toEqual({ ...what, body: 'a.b.c' });
    server.answer = status(202);
    expect(await posted()).toEqual({ status: 202, retryAfter: undefined });
  });

  it('follows no redirect', async () => {
    server.asked.length = 0;
    server.answer = status(307, { location: '/elsewhere' });
    expect(await posted()).toMatchObject({ status: 307 });
    expect(server.asked).toEqual(['/told']);
  });

  it('reads nothing of an answer that never ends', async () => {
    let sent = 0;
    const over = new Promise<void>((resolve) => {
      server.answer = (response) => {
        response.writeHead(202);
        const flood = setInterval(() => {
          sent += 1;
          response.write(Buffer.alloc(65_536));
        }, 5);
        response.on('close', () => {
          clearInterval(flood);
          resolve();
        });
      };
    });
    expect(await posted()).toMatchObject({ status: 202 });
    await over;
    expect(sent).toBeLessThan(100);
  });

  it.each<[string, string, Answer]>([
    ['does not answer', 'too_slow', () => undefined],
    [
      'sends its header field by field',
      'too_slow',
      ({ socket }) => {
        socket?.write('HTTP/1.1 202 Accepted\r\n');
        const drop = setInterval(() => socket?.write('x-slow: 1\r\n'), 200);
        socket?.on('close', () => clearInterval(drop));
      },
    ],
    ['breaks off', 'unreachable', (response) => response.destroy()],
    ['answers no HTTP', 'unreachable', ({ socket }) => socket?.end('hello\r\n\r\n')],
    ['has header fields without end', 'unreachable', status(202, { pad: 'x'.repeat(20_000) })],
  ])('gives up on a server that %s', async (_what, code, answer) => {
    server.answer = answer;
    await expect(posted()).rejects.toMatchObject({ name: 'OutgoingError', code });
  });

  it('ends with the signal of whoever waits', async () => {
    server.answer = () => undefined;
    await expect(posted(AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'too_slow' });
  });

  it('speaks to nobody without a certificate that is believed', async () => {
    const stranger = await PublishingServer.start(await issueTls(), status(202));
    const told = postDocument(stranger.url(), document, {
      destinations: new Destinations({ allowedHosts: [`localhost:${stranger.port}`] }),
    });
    await expect(told).rejects.toMatchObject({ code: 'untrusted' });
    await stranger.stop();
  });

  it.each([
    ['http://tpp.example/told', 'url_not_allowed'],
    ['https://tpp.example:8443/told', 'url_not_allowed'],
    ['https://user@tpp.example/told', 'url_not_allowed'],
    ['https://127.0.0.1/told', 'address_not_public'],
    ['https://[::ffff:10.0.0.1]/told', 'address_not_public'],
  ])('does not go to %s', async (url, code) => {
    const told = postDocument(url, document, { destinations: new Destinations() });
    await expect(told).rejects.toMatchObject({ code });
  });

  it('does not go to a name with a private address', async () => {
    const resolve = () => Promise.resolve(['93.184.216.34', '10.0.0.1']);
    const told = postDocument('https://tpp.example/told', document, {
      destinations: new Destinations({ resolve }),
    });
    await expect(told).rejects.toMatchObject({ code: 'address_not_public' });
  });
});
