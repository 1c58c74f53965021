import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import {
  issueTls,
  selfSignedCertificate,
  TestClientAuthority,
  type TestCertificate,
  type TestCertificateOptions,
} from '@sandbank/testing';
import {
  CertificateError,
  clientTrustPeriod,
  parseCertificate,
  readClientAuthorities,
  type ValidityPeriod,
} from './index.js';

const now = new Date();
const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);
const nameConstraints = {
  oid: '2.5.29.30',
  isCritical: true,
  hex: '300da00b3009820774616c6c792e78',
};
const unknownCritical = { oid: '1.3.6.1.4.1.1466.7', isCritical: true, hex: '0500' };
const signsNothing = { keyUsages: 1 } as TestCertificateOptions;
const serverAuth = '1.3.6.1.5.5.7.3.1';
const pss = { name: 'RSA-PSS', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

const chainOf = (pem: string): Buffer[] =>
  (pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? []).map(
    (one) => new X509Certificate(one).raw,
  );

function ours(client: TestCertificate, ca: string, at = now): ValidityPeriod | undefined {
  const chain = chainOf(client.chain).map(parseCertificate);
  return clientTrustPeriod(parseCertificate(client.der), chain, readClientAuthorities(ca), at);
}

/** The verdict of OpenSSL in a real handshake, with the same authorities and now. */
async function openSsl({ cert, chain, key }: TestCertificate, ca: string): Promise<boolean> {
  const tls = await issueTls();
  const server = createServer({ ...tls, ca, requestCert: true, rejectUnauthorized: false });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const verdict = new Promise<boolean>((resolve) => {
    server.once('secureConnection', (socket: TLSSocket) => resolve(socket.authorized));
    server.once('tlsClientError', () => resolve(false));
  });
  const client = connect({ port, ca: tls.ca, servername: 'localhost', cert: cert + chain, key });
  client.on('error', () => undefined);
  const authorized = await verdict;
  client.destroy();
  server.close();
  return authorized;
}

interface Scene {
  readonly client: TestCertificate;
  readonly ca: string;
}
type Maker = (root: TestClientAuthority) => Promise<TestCertificate>;

const scene = async (make: Maker, options: TestCertificateOptions = {}): Promise<Scene> => {
  const root = await TestClientAuthority.create(options);
  return { client: await make(root), ca: root.ca };
};

const through =
  (authority: TestCertificateOptions, client: TestCertificateOptions = {}): Maker =>
  async (root) =>
    (await root.intermediate(authority)).issue(client);

// A row that is too short would be given jest's own callback.
const whole = ([what, make, root = {}]: [string, Maker, TestCertificateOptions?]) =>
  [what, make, root] as const;

describe('a path to an authority for clients (8705-2.1, RFC 5280 6.1)', () => {
  const trusted: [string, Maker, root?: TestCertificateOptions][] = [
    ['of one step', (root) => root.issue()],
    [
      'of one step, without a word but its use',
      (root) =>
        root.issue({
          isBare: true,
          extensions: [{ oid: '2.5.29.37', hex: '300a06082b06010505070302' }],
        }),
    ],
    ['through an authority between', through({})],
    [
      'through two of them',
      async (root) => (await (await root.intermediate({ pathLength: 1 })).intermediate()).issue(),
    ],
    [
      'through an authority for clients alone',
      through({ extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'] }),
    ],
    [
      'for servers as well',
      (root) => root.issue({ extendedKeyUsages: ['1.3.6.1.5.5.7.3.2', serverAuth] }),
    ],
    ['with RSASSA-PSS', (root) => root.issue(), { keyAlgorithm: { ...pss, hash: 'SHA-256' } }],
    [
      'with an RSA key',
      (root) =>
        root.issue({ keyAlgorithm: { ...pss, name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } }),
    ],
  ];
  it.each(trusted.map(whole))('is trusted: %s', async (_what, make, options) => {
    const { client, ca } = await scene(make, options);
    expect(ours(client, ca)).toBeDefined();
    expect(await openSsl(client, ca)).toBe(true);
  });

  const refused: [string, Maker, root?: TestCertificateOptions][] = [
    ['for servers alone', (root) => root.issue({ extendedKeyUsages: [serverAuth] })],
    ['through an authority for servers alone', through({ extendedKeyUsages: [serverAuth] })],
    ['through a client', async (root) => forgedBy(await root.issue())],
    [
      'through a client whose key may sign certificates',
      async (root) => forgedBy(await root.issue({ keyUsages: 33 })),
    ],
    ['with a signature of another key, under the same name and no key identifier', forged],
    ['through an authority that may sign no certificates', through(signsNothing)],
    [
      'through one authority more than allowed',
      async (root) => (await (await root.intermediate({ pathLength: 0 })).intermediate()).issue(),
    ],
    ['from an authority that may have none below it', through({}), { pathLength: 0 }],
    ['through an authority that has ended', through({ notAfter: minutes(-5) })],
    ['that has ended', (root) => root.issue({ notAfter: minutes(-5) })],
    ['that has not begun', (root) => root.issue({ notBefore: minutes(5) })],
    ['that may not sign', (root) => root.issue({ keyUsages: 4 })],
    [
      'that says something critical that nobody knows',
      (root) => root.issue({ extensions: [unknownCritical] }),
    ],
    ['through an authority that does', through({ extensions: [unknownCritical] })],
    ['that its holder signed', () => selfSignedCertificate()],
    ['of another authority', async () => (await TestClientAuthority.create()).issue()],
    [
      'of another authority, with this one’s certificate along',
      async (root) => ({ ...(await (await TestClientAuthority.create()).issue()), chain: root.ca }),
    ],
    [
      'of another authority that comes along',
      async () => {
        const other = await TestClientAuthority.create();
        return { ...(await other.issue()), chain: other.ca };
      },
    ],
    [
      'without the authority between',
      async (root) => ({ ...(await through({})(root)), chain: '' }),
    ],
    [
      'with a signature of SHA-1',
      (root) => root.issue(),
      { keyAlgorithm: { ...pss, name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' } },
    ],
  ];
  it.each(refused.map(whole))('is not trusted: %s', async (_what, make, options) => {
    const { client, ca } = await scene(make, options);
    expect(ours(client, ca)).toBeUndefined();
    expect(await openSsl(client, ca)).toBe(false);
  });

  // Here OpenSSL is content, and we are not.
  it.each<[string, Maker]>([
    ['for no stated use', (root) => root.issue({ extendedKeyUsages: [] })],
    [
      'that could be an authority',
      (root) =>
        root.issue({ pathLength: 0, keyUsages: 33, extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'] }),
    ],
    ['through an authority with nameConstraints', through({ extensions: [nameConstraints] })],
  ])('is not trusted: %s', async (_what, make) => {
    const { client, ca } = await scene(make);
    expect(ours(client, ca)).toBeUndefined();
  });

  it('is trusted as long as all of it is in time, ends included', async () => {
    const { client, ca } = await scene(
      through({ notAfter: minutes(30) }, { notBefore: minutes(-20) }),
    );
    const toSecond = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);
    const period = { notBefore: toSecond(minutes(-20)), notAfter: toSecond(minutes(30)) };
    for (const at of [now, period.notBefore, period.notAfter])
      expect(ours(client, ca, at)).toEqual(period);
    for (const at of [minutes(31), minutes(-21)]) expect(ours(client, ca, at)).toBeUndefined();
  });

  it('ends at an authority between, where that is the one that is named', async () => {
    const issuing = await (await TestClientAuthority.create()).intermediate();
    expect(ours(await issuing.issue(), issuing.ca)).toBeDefined();
  });

  it('costs a bounded number of signatures, however many look alike', async () => {
    const root = await TestClientAuthority.create();
    const subject = 'CN=twin';
    const twins = await Promise.all(
      Array.from({ length: 8 }, () => TestClientAuthority.create({ subject, isBare: false })),
    );
    const client = await twins[0]!.issue();
    const chain = twins.map(({ ca }) => ca).join('');
    const started = performance.now();
    expect(ours({ ...client, chain }, root.ca)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

/** What nothing but the signature tells from a certificate of the authority. */
async function forged(root: TestClientAuthority): Promise<TestCertificate> {
  const subject = new X509Certificate(root.ca).subject;
  const twin = await TestClientAuthority.create({ subject });
  const clientAuth = { oid: '2.5.29.37', hex: '300a06082b06010505070302' };
  return twin.issue({ isBare: true, extensions: [clientAuth] });
}

/** A certificate that a client signed as if it were an authority. */
async function forgedBy(client: TestCertificate): Promise<TestCertificate> {
  const forger = await TestClientAuthority.from(client);
  return forger.issue({ subject: 'CN=forged' });
}

describe('readClientAuthorities', () => {
  it('reads every authority of a bundle, whatever stands between them', async () => {
    const [one, other] = [await TestClientAuthority.create(), await TestClientAuthority.create()];
    const { anchors } = readClientAuthorities(`# one\r\n${one.ca}\n\nthe other:\n${other.ca}`);
    expect(anchors).toHaveLength(2);
  });

  it.each([
    ['nothing', async () => ''],
    ['no PEM', async () => 'nonsense'],
    ['a certificate that is no authority', async () => (await selfSignedCertificate()).cert],
    [
      'an authority with nameConstraints',
      async () => (await TestClientAuthority.create({ extensions: [nameConstraints] })).ca,
    ],
    [
      'half an authority',
      async () => (await TestClientAuthority.create()).ca.replace(/.{64}\n/, ''),
    ],
    ['more than 100', async () => (await TestClientAuthority.create()).ca.repeat(101)],
  ])('refuses %s', async (_what, bundle) => {
    const pem = await bundle();
    expect(() => readClientAuthorities(pem)).toThrow(CertificateError);
  });
});
