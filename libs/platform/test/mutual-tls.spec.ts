import { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect as connectTcp, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { setDefaultCACertificates, getCACertificates, type TLSSocket } from 'node:tls';
import { sha256Base64Url } from '@sandbank/crypto';
import {
  selfSignedCertificate,
  TestClientAuthority,
  testClientAuthority,
  type TestCertificate,
} from '@sandbank/testing';
import { createLogger, createServer, listenMutualTls } from '../src/index.js';
import { startTinyServer } from './tiny-server.js';
import { ask, startMutualServer, type MutualServer } from './mutual-server.js';

let server: MutualServer;
let authority: TestClientAuthority;
let client: TestCertificate;
beforeAll(async () => {
  [server, authority] = await Promise.all([startMutualServer(), testClientAuthority()]);
  client = await authority.issue();
});
afterAll(() => server.stop());

const thumbprint = ({ der }: TestCertificate): string => sha256Base64Url(der);

describe('the listener for mutual TLS', () => {
  it('sees a certificate of its authority and trusts it (8705-2.1)', async () => {
    const sight = { byMutualTls: true, thumbprint: thumbprint(client), isTrusted: true };
    expect(await server.sight(client)).toEqual(sight);
    expect(await server.sight(client, { maxVersion: 'TLSv1.2' })).toEqual(sight);
  });

  it('serves a client without a certificate, whom the endpoint may refuse (8705-2)', async () => {
    expect(await server.sight()).toEqual({ byMutualTls: true });
  });

  it('sees a certificate that its holder signed, and does not trust it (8705-2.2)', async () => {
    const own = await selfSignedCertificate();
    const sight = { byMutualTls: true, thumbprint: thumbprint(own), isTrusted: false };
    expect(await server.sight(own)).toEqual(sight);
  });

  it('names no authority, so that clients show certificates of their own signature too', async () => {
    const heard = await heardOfHandshake(server);
    // In TLS 1.2 the request for a certificate is in the clear, as is the server's own.
    expect(heard.includes('Test CA')).toBe(true);
    expect(heard.includes(commonName(authority))).toBe(false);
  });

  it.each([
    ['an authority that nobody named', async () => (await TestClientAuthority.create()).issue()],
    [
      'an authority of the same name',
      async () =>
        (await TestClientAuthority.create({ subject: `CN=${commonName(authority)}` })).issue(),
    ],
    [
      'its authority, for servers alone',
      () => authority.issue({ extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'] }),
    ],
    ['its authority, for no stated use', () => authority.issue({ extendedKeyUsages: [] })],
    [
      'its authority, but ended',
      () => authority.issue({ notAfter: new Date(Date.now() - 600_000) }),
    ],
    [
      'its authority, but not yet',
      () => authority.issue({ notBefore: new Date(Date.now() + 600_000) }),
    ],
  ])('does not trust a certificate of %s', async (_whose, issue) => {
    const certificate = await issue();
    const sight = { byMutualTls: true, thumbprint: thumbprint(certificate), isTrusted: false };
    expect(await server.sight(certificate)).toEqual(sight);
  });

  it('trusts none of the authorities that the machine trusts', async () => {
    const known = getCACertificates('default');
    const public_ = await TestClientAuthority.create();
    setDefaultCACertificates([...known, public_.ca]);
    try {
      const another = await startMutualServer();
      expect(await another.sight(await public_.issue())).toMatchObject({ isTrusted: false });
      expect(await another.sight(client)).toMatchObject({ isTrusted: true });
      await another.stop();
    } finally {
      setDefaultCACertificates(known);
    }
  });

  it('trusts a certificate no longer than its time, on a connection that stays', async () => {
    const socket = await server.connect({ cert: client.cert, key: client.key });
    expect(await keptAlive(socket)).toMatchObject({ isTrusted: true });
    server.clock.advance(25 * 3600);
    try {
      expect(await keptAlive(socket)).toMatchObject({ isTrusted: false });
    } finally {
      server.clock.advance(-25 * 3600);
    }
    expect(await keptAlive(socket)).toMatchObject({ isTrusted: true });
    socket.destroy();
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'resumes no session of %s: each connection shows its own certificate',
    async (maxVersion) => {
      const session = await sessionOf(server, client, maxVersion);
      // A client that resumes sends no certificate: the old one must not be found again.
      const socket = await server.connect({ maxVersion, session });
      expect(socket.isSessionReused()).toBe(false);
      expect(await keptAlive(socket)).toEqual({ byMutualTls: true });
      socket.destroy();
    },
  );

  it('does not take a session of the other listener for a certificate', async () => {
    const session = await sessionOf(server, client, 'TLSv1.3', server.port);
    expect(await server.sight(undefined, { session })).toEqual({ byMutualTls: true });
  });

  it('refuses a certificate that cannot be read', async () => {
    const odd = await selfSignedCertificate({
      isBare: true,
      extensions: [{ oid: '2.5.29.17', hex: '300782056120622e63' }],
    });
    const answer = await server.get('/machine/sight', { cert: odd.cert, key: odd.key });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      error: 'invalid_request',
      error_description: 'the client certificate is malformed',
    });
  });

  it('serves what is meant for machines and nothing else', async () => {
    const shown = { cert: client.cert, key: client.key };
    for (const path of ['/mixed/page', '/harbour/things/1', '/nowhere']) {
      const answer = await server.get(path, shown);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_request' });
    }
    expect((await server.get('/mixed/token', shown)).status).toBe(405);
    expect((await server.get('/healthz')).status).toBe(200);
    const direct = await server.get('/mixed/page', { port: server.port });
    expect([direct.status, direct.body]).toEqual([200, '{"byMutualTls":false}']);
  });

  it('reads no certificate from a header (9440, RFC 9700 4.13)', async () => {
    const fields = [
      `client-cert: :${client.der.toString('base64')}:`,
      `x-ssl-cert: ${encodeURIComponent(client.cert)}`,
      'x-ssl-client-verify: SUCCESS',
      `x-forwarded-client-cert: Cert="${encodeURIComponent(client.cert)}"`,
    ];
    const headers = fields.map((field) => `${field}\r\n`).join('');
    expect(await server.sight(undefined, {}, headers)).toEqual({ byMutualTls: true });
    expect(await server.sight(undefined, { port: server.port }, headers)).toEqual({
      byMutualTls: false,
    });
    expect(await server.sight(undefined, {}, 'client-cert: nonsense\r\n')).toEqual({
      byMutualTls: true,
    });
  });

  it('answers broken requests as the other listener does, on every address', async () => {
    for (const { address: host } of await lookup('localhost', { all: true })) {
      const answer = await ask(await server.connect({ host }), 'nonsense\r\n\r\n');
      expect(answer.status).toBe(400);
      expect(answer.head).toContain('strict-transport-security: max-age=31536000');
      expect(answer.head).toMatch(/x-fapi-interaction-id: [0-9a-f-]{36}/);
      const odd = `GET /healthz HTTP/1.1\r\nhost: x\r\nexpect: more\r\nconnection: close\r\n\r\n`;
      expect((await ask(await server.connect({ host }), odd)).status).toBe(200);
    }
    const long = `GET /healthz HTTP/1.1\r\nx: ${'v'.repeat(17_000)}\r\n\r\n`;
    expect((await ask(await server.connect(), long)).status).toBe(431);
  });

  it('closes with the application', async () => {
    const another = await startMutualServer();
    const sockets = [another.mutualPort, another.port].map((port) => connectTcp(port, 'localhost'));
    const ended = sockets.map(async (socket) => {
      await once(socket, 'connect');
      socket.resume();
      // A handshake that never ends must not hold the server.
      await once(socket, 'close');
    });
    await another.sight(client);
    await another.application.close();
    await Promise.all(ended);
    await expect(another.connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await another.database.drop();
  });
});

describe('an application without authorities for clients', () => {
  it('has no listener for mutual TLS', async () => {
    const plain = await startTinyServer();
    const listening = listenMutualTls(plain.application, { host: 'localhost', port: 0 });
    await expect(listening).rejects.toThrow(/without mutual TLS/);
    await plain.stop();
  });

  it.each([
    ['none', ''],
    ['a certificate that is no authority', () => client.cert],
  ])('is not made with a bundle of %s', async (_what, bundle) => {
    const clientAuthorities = typeof bundle === 'string' ? bundle : bundle();
    const created = createServer({
      tls: server.tls,
      logger: createLogger('none', 'silent'),
      bodies: [],
      mutualTls: { clientAuthorities },
      module: () => ({ module: Object }),
    });
    await expect(created).rejects.toThrow();
  });
});

const commonName = ({ ca }: TestClientAuthority): string =>
  new X509Certificate(ca).subject.replace('CN=', '');

/** Every octet that the server sends up to the end of a handshake of TLS 1.2. */
async function heardOfHandshake({ connect, mutualPort }: MutualServer): Promise<Buffer> {
  const heard: Buffer[] = [];
  const listener = createTcpServer((socket) => {
    const onward = connectTcp(mutualPort, 'localhost').on('data', (part) => heard.push(part));
    socket.pipe(onward).pipe(socket);
  }).listen(0, 'localhost');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const socket = await connect({ port, maxVersion: 'TLSv1.2' });
  socket.destroy();
  listener.close();
  return Buffer.concat(heard);
}

async function keptAlive(socket: TLSSocket): Promise<unknown> {
  socket.write('GET /machine/sight HTTP/1.1\r\nhost: x\r\n\r\n');
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return JSON.parse(chunk.toString().split('\r\n\r\n')[1] ?? '');
}

async function sessionOf(
  { connect, mutualPort }: MutualServer,
  { cert, key }: TestCertificate,
  maxVersion: 'TLSv1.2' | 'TLSv1.3',
  port = mutualPort,
): Promise<Buffer> {
  const socket = await connect({ cert, key, maxVersion, port });
  const session = once(socket, 'session') as Promise<[Buffer]>;
  const first = maxVersion === 'TLSv1.2' ? Promise.resolve([socket.getSession()!]) : session;
  await keptAlive(socket);
  const [bytes] = await first;
  socket.destroy();
  return bytes;
}
