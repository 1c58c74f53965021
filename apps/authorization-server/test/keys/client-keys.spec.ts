import { setDefaultCACertificates } from 'node:tls';
import { OAuthError } from '@sandbank/oauth';
import type { ServerSettings } from '@sandbank/platform';
import {
  issueTls,
  jsonAnswer,
  newKey,
  publicJwk,
  PublishingServer,
  TestClock,
  testTls,
  type Answer,
} from '@sandbank/testing';
import type { JWK } from 'jose';
import { ClientKeys } from '../../src/client/client-keys.js';

let server: PublishingServer;
let key: JWK;
let clock: TestClock;
let keys: ClientKeys;

const keysFetching = (...hosts: string[]) =>
  new ClientKeys(clock, { SANDBANK_FETCH_ALLOWED_HOSTS: hosts } as unknown as ServerSettings);
const publishing = (...listed: JWK[]): Answer => jsonAnswer({ keys: listed.map(publicJwk) });
const kidsAt = async (url = server.url(), kid: string | undefined = key.kid) =>
  (await keys.at(url, { kid })).keys.keys.map((jwk) => jwk.kid);
const refusal = (url?: string): Promise<OAuthError> =>
  kidsAt(url).then(
    () => Promise.reject(new Error('the keys were taken')),
    (error: unknown) => error as OAuthError,
  );

beforeAll(async () => {
  const tls = await testTls();
  setDefaultCACertificates([tls.ca]);
  server = await PublishingServer.start(tls);
  key = await newKey();
});
afterAll(() => server.stop());
beforeEach(() => {
  clock = new TestClock();
  keys = keysFetching(`localhost:${server.port}`);
  server.asked.length = 0;
  server.reachedAt.length = 0;
  server.answer = publishing(key);
});

describe('the keys at a jwks_uri (RFC 7517)', () => {
  it('are fetched once, however many requests come, and kept as long as the server says', async () => {
    server.answer = jsonAnswer({ keys: [publicJwk(key)] }, { 'cache-control': 'max-age=120' });
    await Promise.all(Array.from({ length: 20 }, () => kidsAt()));
    clock.advance(119);
    expect(await kidsAt()).toEqual([key.kid]);
    expect(server.asked).toHaveLength(1);
    clock.advance(1);
    await kidsAt();
    expect(server.asked).toHaveLength(2);
  });

  it('are fetched anew for an unknown kid, every ten seconds at most', async () => {
    await kidsAt();
    const next = await newKey();
    server.answer = publishing(key, next);
    clock.advance(9);
    expect(await kidsAt(server.url(), next.kid)).toEqual([key.kid]);
    clock.advance(1);
    expect(await kidsAt(server.url(), next.kid)).toEqual([key.kid, next.kid]);
    for (let attempt = 0; attempt < 50; attempt += 1) await kidsAt(server.url(), `no-${attempt}`);
    expect(server.asked).toHaveLength(2);
  });

  it('are fetched anew for an unknown certificate', async () => {
    const certificate = Buffer.from('a certificate').toString('base64');
    await keys.at(server.url(), { certificate: 'a thumbprint' });
    server.answer = jsonAnswer({ keys: [{ ...publicJwk(key), x5c: [certificate] }] });
    clock.advance(10);
    const { certificates } = await keys.at(server.url(), { certificate: 'a thumbprint' });
    expect(certificates).toHaveLength(1);
    await keys.at(server.url(), { certificate: certificates[0] });
    expect(server.asked).toHaveLength(2);
  });

  it('stay what they were while the server fails, for an hour', async () => {
    server.answer = jsonAnswer({ keys: [publicJwk(key)] }, { 'cache-control': 'max-age=60' });
    await kidsAt();
    server.answer = (response) => response.destroy();
    clock.advance(60 + 3599);
    expect(await kidsAt()).toEqual([key.kid]);
    clock.advance(300);
    expect(await refusal()).toMatchObject({ error: 'invalid_client' });
    server.answer = publishing(key);
    clock.advance(300);
    expect(await kidsAt()).toEqual([key.kid]);
  });

  it('may share a kid: which one signed is decided by the signature (SP-5.4.3)', async () => {
    const decoy = { ...(await newKey()), kid: key.kid! };
    server.answer = publishing(decoy, key);
    expect(await kidsAt()).toEqual([key.kid, key.kid]);
  });

  it.each<[string, string, () => Answer]>([
    ['a private key', 'a public JWK has no member d', () => jsonAnswer({ keys: [key] })],
    ['no list', 'a JWK set has a list of keys', () => jsonAnswer({ jwks: [] })],
    [
      'more than twenty keys',
      'more than 20 keys',
      () => publishing(...Array.from({ length: 21 }, () => key)),
    ],
    ['HTML', 'not of type application/json', () => (response) => response.end('<html>')],
    ['broken JSON', 'not a JSON object', () => jsonAnswer('{')],
    ['too much', 'longer than 65536 bytes', () => jsonAnswer({ pad: 'x'.repeat(70_000) })],
    [
      'a redirect',
      'redirects',
      () => (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    ],
    ['an error', 'status 500', () => (response) => response.writeHead(500).end()],
    ['no answer', 'within 3 seconds', () => () => undefined],
  ])('are refused with evidence where the server sends %s', async (_what, evidence, answer) => {
    server.answer = answer();
    const error = await refusal();
    expect(error).toBeInstanceOf(OAuthError);
    expect(error).toMatchObject({ error: 'invalid_client', status: 401, clause: 'RFC7517-5' });
    expect(error.received).toContain(evidence);
    expect(error.message).not.toContain(evidence);
    // The next one is told the same without another fetch.
    expect((await refusal()).received).toContain(evidence);
    expect(server.asked).toHaveLength(1);
    server.answer = publishing(key);
    clock.advance(10);
    expect(await kidsAt()).toEqual([key.kid]);
  });

  it('are not fetched over a connection whose server nobody vouches for', async () => {
    const stranger = await PublishingServer.start(await issueTls(), publishing(key));
    keys = keysFetching(`localhost:${stranger.port}`);
    try {
      expect((await refusal(stranger.url())).received).toContain('untrusted');
    } finally {
      await stranger.stop();
    }
  });

  it.each([
    ['a port of this machine', () => server.url()],
    ['a private address', () => 'https://10.0.0.1/jwks'],
    ['the metadata of a cloud', () => 'https://169.254.169.254/'],
    ['a private address in other clothes', () => 'https://[::ffff:a00:1]/'],
    ['a local name', () => 'https://localhost/'],
  ])('are not fetched from %s that is not listed', async (_what, url) => {
    keys = keysFetching();
    const error = await refusal(url());
    expect(error).toMatchObject({ error: 'invalid_client', clause: 'RFC7517-5' });
    expect(server.asked).toEqual([]);
    expect(server.reachedAt).toEqual([]);
  });

  it('of one client that are slow keep no other client waiting', async () => {
    server.answer = (response, { url }) => {
      if (url === '/slow') return;
      publishing(key)(response, {} as never);
    };
    const slow = refusal(server.url('/slow'));
    await expect(kidsAt(server.url('/fast'))).resolves.toEqual([key.kid]);
    expect(await slow).toMatchObject({ error: 'invalid_client' });
  });
});
