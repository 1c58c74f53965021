import { createHash } from 'node:crypto';
import {
  selfSignedCertificate,
  TestClientAuthority,
  testClientAuthority,
  type TestCertificate,
} from '@sandbank/testing';
import { startMutualServer, type MutualServer, type Sight } from './mutual-server.js';

// Both listeners of this server stand behind a proxy on this machine.
let server: MutualServer;
let authority: TestClientAuthority;
let client: TestCertificate;
beforeAll(async () => {
  authority = await testClientAuthority();
  server = await startMutualServer(['127.0.0.0/8', '::1']);
  client = await authority.issue();
});
afterAll(() => server.stop());

const thumbprint = (der: Buffer): string => createHash('sha256').update(der).digest('base64url');
const item = (der: Buffer): string => `:${der.toString('base64')}:`;
const field = (value: string, name = 'Client-Cert'): string => `${name}: ${value}\r\n`;
const derOf = (pem: string): Buffer =>
  Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

const forwarded = (
  headers: string,
  listener: 'port' | 'mutualPort' = 'mutualPort',
): Promise<Sight> => server.sight(undefined, { port: server[listener] }, headers);
const refused = (headers: string) => server.get('/machine/sight', {}, headers);

describe('a certificate that a trusted proxy names (9440)', () => {
  it.each(['port', 'mutualPort'] as const)('is that of the client, at %s', async (listener) => {
    expect(await forwarded(field(item(client.der)), listener)).toEqual({
      ...{ byMutualTls: true, isTrusted: true },
      thumbprint: thumbprint(client.der),
    });
  });

  it('is never the one that the proxy shows for itself', async () => {
    const proxy = await authority.issue({ subject: 'CN=proxy' });
    expect(await server.sight(proxy)).toEqual({ byMutualTls: true });
    expect(await server.sight(proxy, {}, field(item(client.der)))).toMatchObject({
      thumbprint: thumbprint(client.der),
    });
  });

  it('is not there when the proxy names none', async () => {
    expect(await forwarded('', 'port')).toEqual({ byMutualTls: false });
    expect(await forwarded('')).toEqual({ byMutualTls: true });
  });

  it.each(['x-ssl-cert', 'x-ssl-client-cert', 'ssl-client-cert', 'x-forwarded-client-cert'])(
    'is not read from %s',
    async (name) => {
      expect(await forwarded(field(item(client.der), name), 'port')).toEqual({
        byMutualTls: false,
      });
    },
  );

  it.each([
    ['self-signed', () => selfSignedCertificate()],
    ['of another authority', async () => (await TestClientAuthority.create()).issue()],
    ['for servers alone', () => authority.issue({ extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'] })],
    ['ended', () => authority.issue({ notAfter: new Date(Date.now() - 600_000) })],
  ])('is seen but not trusted when it is %s', async (_what, issue) => {
    const { der } = await issue();
    expect(await forwarded(field(item(der)))).toEqual({
      ...{ byMutualTls: true, isTrusted: false },
      thumbprint: thumbprint(der),
    });
  });

  it('is trusted no longer than its time, also when it was seen before', async () => {
    const headers = field(item(client.der));
    expect(await forwarded(headers)).toMatchObject({ isTrusted: true });
    server.clock.advance(25 * 3600);
    try {
      expect(await forwarded(headers)).toMatchObject({ isTrusted: false });
    } finally {
      server.clock.advance(-25 * 3600);
    }
  });

  it('is trusted through the authorities that come with it, in any order and number of lines', async () => {
    const middle = await authority.intermediate({ pathLength: 1 });
    const issuing = await middle.intermediate();
    const { der } = await issuing.issue();
    const [first, second] = [issuing.ca, middle.ca].map((pem) => item(derOf(pem)));
    const own = field(item(der));
    expect(await forwarded(own)).toMatchObject({ isTrusted: false });
    for (const chain of [`${first}, ${second}`, `${second},${first},${item(derOf(authority.ca))}`])
      expect(await forwarded(own + field(chain, 'Client-Cert-Chain'))).toMatchObject({
        isTrusted: true,
      });
    const lines = field(first!, 'Client-Cert-Chain') + field(second!, 'Client-Cert-Chain');
    expect(await forwarded(own + lines)).toMatchObject({ isTrusted: true });
    expect(await forwarded(own + field('', 'Client-Cert-Chain'))).toMatchObject({
      isTrusted: false,
    });
  });

  it('may come without the padding of its base64 (RFC 8941 4.2.7)', async () => {
    const bare = client.der.toString('base64').replace(/=+$/, '');
    expect(await forwarded(field(`:${bare}:`))).toMatchObject({ isTrusted: true });
  });

  it.each([
    ['PEM', () => field(encodeURIComponent(client.cert))],
    ['base64 alone', () => field(client.der.toString('base64'))],
    ['a string', () => field(`"${client.der.toString('base64')}"`)],
    ['base64url', () => field(`:${Buffer.alloc(300, 0xfb).toString('base64url')}:`)],
    ['nothing', () => field('')],
    ['an empty byte sequence', () => field('::')],
    ['a byte too few', () => field(item(client.der.subarray(0, -1)))],
    ['a byte too many', () => field(item(Buffer.concat([client.der, Buffer.of(0)])))],
    ['two certificates in one field', () => field(`${item(client.der)}, ${item(client.der)}`)],
    ['two fields', () => field(item(client.der)) + field(item(client.der))],
    ['an end that is missing', () => field(item(client.der).slice(0, -1))],
    ['a chain alone', () => field(item(client.der), 'Client-Cert-Chain')],
    ['a chain that is none', () => field(item(client.der)) + field('x', 'Client-Cert-Chain')],
    [
      'a chain with an empty member',
      () => field(item(client.der)) + field(`${item(client.der)},`, 'Client-Cert-Chain'),
    ],
    [
      'a chain of nine',
      () =>
        field(item(client.der)) +
        field(
          Array(9)
            .fill(item(Buffer.alloc(10)))
            .join(','),
          'Client-Cert-Chain',
        ),
    ],
  ])('is refused with 400 when the field holds %s', async (_what, headers) => {
    const answer = await refused(headers());
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      error: 'invalid_request',
      error_description: 'the client certificate is malformed',
    });
    expect(await forwarded(field(item(client.der)))).toMatchObject({ isTrusted: true });
  });
});
