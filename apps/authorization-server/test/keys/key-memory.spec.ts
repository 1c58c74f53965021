import { TestClock, type TestDatabase } from '@sandbank/testing';
import { listKeys, resealKeys, rotateKeys } from '../../src/issuer/key-commands.js';
import {
  keysInMemorySecondsMax,
  publishedAfterSeconds,
  publishedAheadSeconds,
} from '../../src/issuer/key-life.js';
import { banksInDatabase, KeyProcess, secret } from './key-process.js';

let database: TestDatabase;
let clock: TestClock;
let process: KeyProcess;

const app = () => database.connect('authorizationServer');
const context = () => ({ database: app(), secret, clock });
const setBank = (assignment: string) =>
  database.query(`UPDATE authorization_server.bank SET ${assignment} WHERE slug = 'harbour'`);

beforeEach(async () => {
  database = await banksInDatabase();
  clock = new TestClock('2026-03-01T12:00:00Z');
  process = await new KeyProcess(app(), clock).start();
  await process.turn();
});
afterEach(() => database.drop());

describe('a process that holds keys', () => {
  it('asks one cheap question at each turn, and none for a request', async () => {
    process.statements.length = 0;
    await process.registry.look();
    expect(process.statements).toEqual(['signing_key.revision']);
    for (let request = 0; request < 100; request += 1) await process.registry.get('harbour');
    expect(process.statements).toHaveLength(1);
  });

  it('opens no key twice', async () => {
    const before = await process.registry.get('harbour');
    await setBank(`tagline = 'By the sea'`);
    await process.turn();
    const after = await process.registry.get('harbour');
    expect(after.tagline).toBe('By the sea');
    expect(after.accessTokenKey).toBe(before.accessTokenKey);
    expect(after.jwks).toEqual(before.jwks);
  });

  it('serves from memory for a minute when it cannot look for changes, and no longer', async () => {
    process.databaseIsAway = true;
    await expect(process.registry.look()).rejects.toThrow('away');
    clock.advance(keysInMemorySecondsMax);
    await expect(process.registry.get('harbour')).resolves.toMatchObject({ slug: 'harbour' });
    clock.advance(1);
    await expect(process.registry.get('harbour')).rejects.toThrow('away');
    process.databaseIsAway = false;
    await expect(process.registry.get('harbour')).resolves.toMatchObject({ slug: 'harbour' });
  });

  it('takes in a bank that changes its algorithm without a gap', async () => {
    const former = await process.signs();
    await setBank(`signing_alg = 'PS256'`);
    await process.turn();
    const changing = await process.registry.get('harbour');
    expect(changing.accessTokenKey.kid).toBe(former);
    expect(changing.idTokenKey.alg).toBe('PS256');
    expect(changing.publicKeys).toHaveLength(8);
    clock.advance(publishedAheadSeconds);
    await process.turn();
    await process.turn();
    expect((await process.registry.get('harbour')).accessTokenKey.alg).toBe('PS256');
    expect(await process.publishes()).toContain(former);
    clock.advance(publishedAfterSeconds);
    await process.turn();
    expect(await process.publishes()).not.toContain(former);
    expect(await process.publishes()).toHaveLength(7);
  });

  it('goes on with all other banks when one cannot be served', async () => {
    await setBank(`profile = 'of-another-version'`);
    await process.turn();
    await expect(process.registry.get('harbour')).rejects.toMatchObject({ status: 404 });
    await expect(process.registry.get('granite')).resolves.toMatchObject({ slug: 'granite' });
  });
});

describe('keys at rest', () => {
  const otherSecret = Buffer.alloc(32, 8);

  it('are of no use without the secret, which neither a server nor a command mistakes', async () => {
    const stranger = new KeyProcess(app(), clock, otherSecret);
    await expect(stranger.start()).rejects.toThrow('sealed with another secret');
    const command = rotateKeys({ ...context(), secret: otherSecret }, { bank: 'harbour' });
    await expect(command).rejects.toThrow('sealed with another secret');
    expect(await listKeys(context(), 'harbour')).toHaveLength(7);
  });

  it('can be sealed with another secret, the same keys as before', async () => {
    const kid = await process.signs();
    expect(await resealKeys(context(), otherSecret)).toBe(14);
    // Begun again, it finds nothing left to do.
    expect(await resealKeys(context(), otherSecret)).toBe(0);
    const third = resealKeys(context(), Buffer.alloc(32, 9));
    await expect(third).rejects.toThrow('sealed with another secret');
    const restarted = await new KeyProcess(app(), clock, otherSecret).start();
    expect(await restarted.signs()).toBe(kid);
    await expect(new KeyProcess(app(), clock).start()).rejects.toThrow('another secret');
  });

  it('are listed without their halves', async () => {
    const listed = JSON.stringify(await listKeys(context(), 'harbour'));
    expect(listed).not.toMatch(/jwk|sealed/i);
  });
});
