import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { TLSSocket } from 'node:tls';
import {
  jsonAnswer,
  PublishingServer,
  TestClientAuthority,
  testClientAuthority,
  testTls,
  type TestCertificate,
} from '@sandbank/testing';
import { startMutualServer, type MutualServer, type Sight } from './mutual-server.js';
import { until } from './until.js';

const everyMilliseconds = 30;
const minuteMilliseconds = 60_000;

let directory: PublishingServer;
let server: MutualServer;
let authority: TestClientAuthority;
let listed: { certificate: string; crl: string }[];
const sockets: TLSSocket[] = [];

const publish = (...authorities: typeof listed): void => {
  listed = authorities;
  directory.answer = jsonAnswer({ authorities: listed });
};
const away = (): void => {
  directory.answer = (response) => response.writeHead(503).end();
};
const entry = async (
  of: TestClientAuthority,
  options?: Parameters<TestClientAuthority['revocationList']>[0],
) => ({ certificate: of.ca, crl: await of.revocationList(options) });

/** Whatever the directory says now has been heard. */
const heard = async (): Promise<void> => {
  const { length } = directory.asked;
  await until(() => directory.asked.length > length + 1);
};

beforeAll(async () => {
  const tls = await testTls();
  directory = await PublishingServer.start(tls);
  away();
  authority = await TestClientAuthority.create();
  server = await startMutualServer(undefined, undefined, {
    ...{ url: directory.url(''), certificateAuthority: tls.ca, everyMilliseconds },
  });
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await server.stop();
  await directory.stop();
});

const living = async ({ cert, key }: TestCertificate): Promise<TLSSocket> => {
  const socket = await server.connect({ cert, key });
  sockets.push(socket);
  return socket;
};
const sight = async (socket: TLSSocket): Promise<Sight> => {
  socket.write('GET /machine/sight HTTP/1.1\r\nhost: x\r\n\r\n');
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return JSON.parse(chunk.toString().split('\r\n\r\n')[1] ?? '') as Sight;
};
const trusted = { byMutualTls: true, isTrusted: true };

describe('an authority of the directory', () => {
  it('is not believed while the directory is away at the start, and then is, without a restart', async () => {
    const [own, bundled] = await Promise.all([
      authority.issue(),
      testClientAuthority().then((of) => of.issue()),
    ]);
    const socket = await living(own);
    expect(await sight(socket)).toMatchObject({ isTrusted: false });
    expect(await server.sight(bundled)).toMatchObject(trusted);
    publish(await entry(authority));
    await until(async () => (await sight(socket)).isTrusted === true);
    expect(await server.sight(own)).toMatchObject({ ...trusted, isOfDirectory: true });
    expect(await server.sight(bundled)).not.toHaveProperty('isOfDirectory');
  });

  it('is obeyed at the next look when it revokes, on living connections too', async () => {
    const [revoked, other] = [await authority.issue(), await authority.issue()];
    const [socket, another] = [await living(revoked), await living(other)];
    const bound = await living(await authority.issue({ extendedKeyUsages: [] }));
    expect([await sight(socket), await sight(another)]).toMatchObject([trusted, trusted]);
    publish(await entry(authority, { revoked: [revoked] }));
    await heard();
    expect(await sight(socket)).toMatchObject({ isTrusted: false, disowned: 'revoked' });
    expect(await sight(another)).not.toHaveProperty('disowned');
    expect(await server.sight(revoked)).toMatchObject({ disowned: 'revoked' });
    expect(await sight(bound)).not.toHaveProperty('disowned');
  });

  it('is obeyed of certificates that a proxy passes on as well (RFC 9440)', async () => {
    const { ca } = await testTls();
    const [revoked, other] = [await authority.issue(), await authority.issue()];
    publish(await entry(authority, { revoked: [revoked] }));
    const behind = await startMutualServer(['127.0.0.1', '::1'], undefined, {
      ...{ url: directory.url(''), certificateAuthority: ca, everyMilliseconds },
    });
    const passed = ({ der }: TestCertificate): Promise<Sight> =>
      behind.sight(undefined, {}, `client-cert: :${der.toString('base64')}:\r\n`);
    await until(async () => (await passed(other)).isTrusted === true);
    expect(await passed(revoked)).toMatchObject({ isTrusted: false, disowned: 'revoked' });
    await behind.stop();
  });

  it('is believed as it last spoke while the directory is away', async () => {
    const [revoked, other] = [await authority.issue(), await authority.issue()];
    publish(await entry(authority, { revoked: [revoked] }));
    await heard();
    away();
    await heard();
    expect(await server.sight(revoked)).toMatchObject({ disowned: 'revoked' });
    expect(await server.sight(other)).toMatchObject(trusted);
  });

  it.each<[string, (revoked: TestCertificate) => Promise<string>]>([
    [
      'another of the same name signed',
      async () => {
        const subject = `CN=${/CN=(.*)/.exec(nameOf(authority))?.[1]}`;
        return (await TestClientAuthority.create({ subject })).revocationList();
      },
    ],
    ['another signed', async () => (await TestClientAuthority.create()).revocationList()],
    [
      'was spoiled',
      async () => {
        const lines = (await authority.revocationList()).split('\n');
        lines[lines.length - 3] = lines.at(-3)!.replace(/^./, (one) => (one === 'A' ? 'B' : 'A'));
        return lines.join('\n');
      },
    ],
    [
      'is older',
      () => authority.revocationList({ thisUpdate: new Date(Date.now() - minuteMilliseconds) }),
    ],
    [
      'is of tomorrow',
      () =>
        authority.revocationList({ thisUpdate: new Date(Date.now() + 10 * minuteMilliseconds) }),
    ],
    [
      'tells changes alone',
      () =>
        authority.revocationList({
          extensions: [{ oid: '2.5.29.27', isCritical: true, hex: '020101' }],
        }),
    ],
    [
      'tells of some certificates alone',
      () =>
        authority.revocationList({
          extensions: [{ oid: '2.5.29.28', isCritical: true, hex: '30038101ff' }],
        }),
    ],
    ['is none', async () => 'no list'],
  ])('cannot be made to forget by a list that %s', async (_how, crl) => {
    const revoked = await authority.issue();
    const socket = await living(revoked);
    publish(await entry(authority, { revoked: [revoked] }));
    await heard();
    publish({ certificate: authority.ca, crl: await crl(revoked) });
    await heard();
    expect(await sight(socket)).toMatchObject({ isTrusted: false, disowned: 'revoked' });
  });

  it('vouches for nobody when its list is out of date, until there is a newer one', async () => {
    const client = await authority.issue();
    const socket = await living(client);
    publish(
      await entry(authority, {
        nextUpdate: new Date(server.clock.now().getTime() + 10 * minuteMilliseconds),
      }),
    );
    await heard();
    expect(await sight(socket)).toMatchObject(trusted);
    server.clock.advance(601);
    expect(await sight(socket)).toMatchObject({ disowned: 'revocation list out of date' });
    publish(await entry(authority));
    await until(async () => (await sight(socket)).isTrusted === true);
    server.clock.advance(-601);
  });

  it('vouches for nobody while there never was a list to believe', async () => {
    const fresh = await TestClientAuthority.create();
    const client = await fresh.issue();
    publish(
      { certificate: fresh.ca, crl: await authority.revocationList() },
      await entry(authority),
    );
    await until(async () => (await server.sight(client)).disowned !== undefined);
    expect(await server.sight(client)).toMatchObject({ disowned: 'revocation list missing' });
  });

  it('is followed by another, and forgotten when the directory names it no longer', async () => {
    const next = await TestClientAuthority.create();
    const [old, young] = [await living(await authority.issue()), await living(await next.issue())];
    publish(await entry(authority));
    await heard();
    expect([await sight(old), await sight(young)]).toMatchObject([trusted, { isTrusted: false }]);
    publish(await entry(next), await entry(authority));
    await heard();
    expect([await sight(old), await sight(young)]).toMatchObject([trusted, trusted]);
    publish(await entry(next));
    await heard();
    expect([await sight(old), await sight(young)]).toMatchObject([{ isTrusted: false }, trusted]);
  });

  it('vouches for those alone to whom it issued itself', async () => {
    const between = await authority.intermediate();
    publish(await entry(authority));
    await heard();
    expect(await server.sight(await between.issue())).toMatchObject({ isTrusted: false });
  });

  it.each([
    ['no list of authorities', {}],
    ['what is none', { authorities: [{ certificate: 1, crl: 2 }] }],
  ])('stays when the directory answers with %s', async (_what, answer) => {
    const client = await authority.issue();
    publish(await entry(authority));
    await heard();
    directory.answer = jsonAnswer(answer);
    await heard();
    expect(await server.sight(client)).toMatchObject(trusted);
  });

  it('stands beside others of which one cannot be read', async () => {
    const client = await authority.issue();
    const { cert } = await authority.issue();
    publish({ certificate: cert, crl: '' }, { certificate: 'x', crl: '' }, await entry(authority));
    await heard();
    expect(await server.sight(client)).toMatchObject(trusted);
  });
});

it('reads no list again that has not changed, and verifies nothing for a request', async () => {
  const client = await authority.issue();
  publish(await entry(authority));
  await heard();
  const socket = await living(client);
  await sight(socket);
  const refused = server.log.length;
  await heard();
  for (let each = 0; each < 5; each += 1) expect(await sight(socket)).toMatchObject(trusted);
  expect(server.log.slice(refused).filter((line) => line.includes('"level":"warn"'))).toEqual([]);
});

const nameOf = ({ ca }: TestClientAuthority): string => new X509Certificate(ca).subject;
