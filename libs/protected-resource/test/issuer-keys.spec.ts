import { createLogger } from '@sandbank/platform';
import { issueTls, TestClock, testTls } from '@sandbank/testing';
import { IssuerKeys } from '../src/index.js';
import type { ProtectedResourceOptions } from '../src/index.js';
import { TestIssuer } from './test-issuer.js';

let issuer: TestIssuer;
let ca: string;
let clock: TestClock;
let keys: IssuerKeys;

const keysTrusting = (certificateAuthority: string) =>
  new IssuerKeys(
    { certificateAuthority } as ProtectedResourceOptions,
    clock,
    createLogger('issuer-keys', 'silent'),
  );

beforeAll(async () => {
  const tls = await testTls();
  ca = tls.ca;
  issuer = await TestIssuer.start(tls, ['harbour', 'granite']);
});
afterAll(() => issuer.stop());
beforeEach(() => {
  clock = new TestClock();
  keys = keysTrusting(ca);
  issuer.asked.length = 0;
  issuer.misbehave = undefined;
});

const kidsOf = async (kid?: string, slug = 'harbour') =>
  (await keys.keysOf(issuer.url(slug), kid)).keys.map((jwk) => jwk.kid);
const current = (slug = 'harbour') => issuer.currentKey(slug).kid!;

/** The issuer publishes another key and no longer the one that was remembered, whose kid is answered. */
const withdraw = async (): Promise<string> => {
  const withdrawn = current();
  await kidsOf(withdrawn);
  await issuer.rotate('harbour');
  issuer.keys.set('harbour', [issuer.currentKey('harbour')]);
  return withdrawn;
};

describe('IssuerKeys', () => {
  it('asks an issuer once, however many calls come, and each issuer for itself', async () => {
    const first = await Promise.all(Array.from({ length: 20 }, () => kidsOf(current())));
    expect(first.every((kids) => kids.includes(current()))).toBe(true);
    await kidsOf(current());
    expect(issuer.asked).toEqual(['/harbour/jwks']);
    expect(await kidsOf(current('granite'), 'granite')).toEqual([current('granite')]);
    expect(issuer.asked).toEqual(['/harbour/jwks', '/granite/jwks']);
  });

  it('asks again for an unknown kid, but not more often than every five seconds', async () => {
    await kidsOf(current());
    await issuer.rotate('harbour');
    clock.advance(5);
    expect(await kidsOf(current())).toContain(current());
    expect(issuer.asked).toHaveLength(2);
    for (let call = 0; call < 50; call += 1) await kidsOf(`invented-${call}`);
    expect(issuer.asked).toHaveLength(2);
    clock.advance(5);
    await Promise.all(Array.from({ length: 50 }, (_, call) => kidsOf(`invented-${call}`)));
    expect(issuer.asked).toHaveLength(3);
  });

  it('renews a set of half a minute behind the back of a call, and forgets keys that were withdrawn', async () => {
    const withdrawn = await withdraw();
    clock.advance(30);
    expect(await kidsOf(withdrawn)).toContain(withdrawn);
    await settled(() => issuer.asked.length === 2);
    clock.advance(5);
    expect(await kidsOf(withdrawn)).not.toContain(withdrawn);
  });

  it('believes a withdrawn key for 45 seconds at most, also where nobody called meanwhile (SP-6.8)', async () => {
    const withdrawn = await withdraw();
    clock.advance(45);
    expect(await kidsOf(withdrawn)).not.toContain(withdrawn);
  });

  it('believes the last set for eleven minutes while the issuer is away, then says so', async () => {
    await kidsOf(current());
    issuer.misbehave = (response) => response.writeHead(503).end();
    clock.advance(659);
    expect(await kidsOf(current())).toContain(current());
    clock.advance(5);
    await expect(kidsOf(current())).rejects.toMatchObject({ error: 'temporarily_unavailable' });
    issuer.misbehave = undefined;
    clock.advance(5);
    expect(await kidsOf(current())).toContain(current());
  });

  it.each([
    [
      'a redirect',
      (response) => response.writeHead(302, { location: 'https://localhost:1/' }).end(),
    ],
    ['an error', (response) => response.writeHead(404).end('{"keys":[]}')],
    ['no JSON', (response) => response.end('<html>')],
    ['another JSON', (response) => response.end('[]')],
    [
      'a private key',
      (response) => response.end(JSON.stringify({ keys: [issuer.currentKey('harbour')] })),
    ],
    [
      'more than 64 KiB',
      (response) => response.end(JSON.stringify({ keys: [], pad: 'x'.repeat(70_000) })),
    ],
    ['a connection that breaks', (response) => response.destroy()],
  ] as [string, NonNullable<TestIssuer['misbehave']>][])(
    'does not take %s for keys',
    async (_what, misbehave) => {
      issuer.misbehave = misbehave;
      await expect(kidsOf(current())).rejects.toMatchObject({
        error: 'temporarily_unavailable',
        status: 503,
      });
      issuer.misbehave = undefined;
      clock.advance(5);
      expect(await kidsOf(current())).toContain(current());
    },
  );

  it('gives up on an issuer that does not answer within three seconds', async () => {
    issuer.misbehave = () => undefined;
    const started = performance.now();
    await expect(kidsOf(current())).rejects.toMatchObject({ error: 'temporarily_unavailable' });
    expect(performance.now() - started).toBeLessThan(10_000);
  }, 15_000);

  it('believes only a server that the given authority vouches for', async () => {
    keys = keysTrusting((await issueTls()).ca);
    await expect(kidsOf(current())).rejects.toMatchObject({ error: 'temporarily_unavailable' });
    expect(issuer.asked).toEqual([]);
  });
});

async function settled(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !condition(); attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 50));
}
