import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { isUuid } from '../src/index.js';
import { startTinyServer, type TinyServer } from './tiny-server.js';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer();
});
afterAll(() => server.stop());

async function connect(options: ConnectionOptions = {}): Promise<TLSSocket> {
  const { port } = new URL(server.url);
  const socket = connectTls({
    ...{ host: 'localhost', servername: 'localhost', port: Number(port), ca: server.tls.ca },
    ...options,
  });
  await once(socket, 'secureConnect');
  return socket;
}

/** Sends these bytes and reads until the server hangs up. */
async function send(text: string): Promise<{ status: number; head: string; body: string }> {
  const socket = await connect();
  socket.on('error', () => undefined);
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
  socket.write(text, 'latin1');
  await once(socket, 'close');
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body };
}

const headers = (count: number, length: number): string =>
  Array.from({ length: count }, (_, at) => `x-${at}: ${'v'.repeat(length)}\r\n`).join('');

const closing = 'host: localhost\r\nconnection: close\r\n\r\n';

describe('a request that no route can see', () => {
  it.each([
    ['a request line that is none', 'nonsense\r\n\r\n', 400],
    ['an unknown method', `BREW /healthz HTTP/1.1\r\n${closing}`, 400],
    ['another protocol', `GET /healthz HTTP/9.9\r\n${closing}`, 400],
    ['a header line without a name', `GET /healthz HTTP/1.1\r\n: x\r\n${closing}`, 400],
    [
      'a header with a line break of its own',
      `GET /healthz HTTP/1.1\r\nx: a\rb\r\n${closing}`,
      400,
    ],
    [
      'a body with two lengths',
      `POST /harbour/form HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n${closing}a`,
      400,
    ],
    [
      'a body that is both counted and chunked',
      `POST /harbour/form HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n${closing}a`,
      400,
    ],
    [
      'one header beyond the limit',
      `GET /healthz HTTP/1.1\r\n${headers(1, 17_000)}${closing}`,
      431,
    ],
    ['headers beyond the limit', `GET /healthz HTTP/1.1\r\n${headers(40, 500)}${closing}`, 431],
  ])('is refused in the shape of every refusal: %s', async (_what, text, status) => {
    server.log.length = 0;
    const answer = await send(text);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({
      error: 'invalid_request',
      error_description: 'the request is malformed',
    });
    expect(answer.head).toContain('content-type: application/json; charset=utf-8');
    expect(answer.head).toContain('strict-transport-security: max-age=31536000');
    expect(answer.head).toContain('cache-control: no-store');
    const id = /x-fapi-interaction-id: (\S+)/.exec(answer.head)?.[1];
    expect(isUuid(id)).toBe(true);
    expect(server.log.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ interaction_id: id, status }),
    );
  });

  it.each([
    ['no host', ''],
    ['two hosts', 'host: localhost\r\nhost: attacker.example\r\n'],
  ])('is refused with %s (RFC 9112 3.2)', async (_what, hosts) => {
    const answer = await send(`GET /healthz HTTP/1.1\r\n${hosts}connection: close\r\n\r\n`);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('the request must name one host');
    expect(answer.head).toContain('x-fapi-interaction-id: ');
  });

  it.each([
    ['a wish for another protocol', 'connection: upgrade\r\nupgrade: websocket\r\n'],
    ['a wish for HTTP/2 in clear', 'upgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n'],
  ])('is answered as if it had not said so: %s', async (_what, field) => {
    const answer = await send(`GET /healthz HTTP/1.1\r\n${field}${closing}`);
    expect(answer.status).toBe(200);
    expect(answer.head).toContain('x-fapi-interaction-id: ');
  });

  it('is ended when the rest of it does not come, long before the client gives up', async () => {
    const type = 'content-type: application/x-www-form-urlencoded\r\ncontent-length: 10000\r\n';
    const [head, body] = await Promise.all([
      send('GET /healthz HTTP/1.1\r\nhost: local'),
      send(`POST /harbour/form HTTP/1.1\r\nhost: localhost\r\n${type}\r\na=`),
    ]);
    expect([head.status, body.status]).toEqual([408, 408]);
  }, 35_000);

  it('does not disturb the next one', async () => {
    await send('\0\x01\x02\r\n\r\n');
    const answer = await send(`GET /healthz HTTP/1.1\r\n${closing}`);
    expect(answer.status).toBe(200);
  });
});

describe('TLS', () => {
  it('is the only way in: HTTP in clear is hung up on (SP-5.2.1-1)', async () => {
    const plain = fetch(server.url.replace('https', 'http'));
    await expect(plain).rejects.toThrow();
  });
});

describe('an expectation that nobody knows', () => {
  it('is ignored (RFC 9110 10.1.1)', async () => {
    const answer = await send(`GET /healthz HTTP/1.1\r\nexpect: more\r\n${closing}`);
    expect(answer.status).toBe(200);
    expect(answer.head).toContain('x-fapi-interaction-id');
  });
});
