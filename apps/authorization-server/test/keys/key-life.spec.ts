import { TestClock, type TestDatabase } from '@sandbank/testing';
import {
  listKeys,
  replaceCompromisedKeys,
  rotateKeys,
  type KeySelection,
} from '../../src/issuer/key-commands.js';
import { publishedAfterSeconds, publishedAheadSeconds } from '../../src/issuer/key-life.js';
import { banksInDatabase, KeyProcess, secret } from './key-process.js';

let database: TestDatabase;
let clock: TestClock;
let one: KeyProcess;
let two: KeyProcess;

const context = () => ({ database: database.connect('authorizationServer', 1), secret, clock });
const accessTokens: KeySelection = { bank: 'harbour', purpose: 'access_token' };
const both = () => [one, two];
const everyTurn = async () => {
  for (const process of both()) await process.turn();
};
const stateOf = async (kid: string) =>
  (await listKeys(context(), 'harbour')).find((key) => key.kid === kid)?.state;

beforeEach(async () => {
  database = await banksInDatabase();
  clock = new TestClock('2026-03-01T12:00:00Z');
  one = new KeyProcess(database.connect('authorizationServer'), clock);
  two = new KeyProcess(database.connect('authorizationServer'), clock);
  await Promise.all(both().map((process) => process.start()));
  await everyTurn();
});
afterEach(() => database.drop());

describe('the keys of a bank', () => {
  it('are one for each purpose and algorithm, however many processes start at once (SP-6.8)', async () => {
    const keys = await listKeys(context(), 'harbour');
    expect(keys.map(({ purpose, alg, state }) => `${purpose} ${alg} ${state}`)).toEqual([
      'access_token ES256 active',
      'audit ES256 active',
      'bank_internal ES256 active',
      ...['ES256', 'Ed25519', 'EdDSA', 'PS256'].map((alg) => `id_token ${alg} active`),
    ]);
    expect(await one.publishes()).toEqual(await two.publishes());
    const issuer = await one.registry.get('harbour');
    for (const jwk of issuer.publicKeys) {
      expect(jwk).toMatchObject({ use: 'sig', alg: expect.any(String), kid: expect.any(String) });
      expect(Object.keys(jwk)).not.toEqual(expect.arrayContaining(['d']));
    }
    expect(new Set(issuer.publicKeys.map(({ kid }) => kid)).size).toBe(7);
    expect([...issuer.idTokenKeys.keys()].sort()).toEqual(['ES256', 'Ed25519', 'EdDSA', 'PS256']);
    expect(issuer.idTokenKey.alg).toBe('ES256');
    expect(JSON.parse(issuer.jwks.body)).toEqual({ keys: issuer.publicKeys });
  });

  it('are published before they sign and for as long as what they signed lives (OIDC-10.1.1)', async () => {
    const former = await one.signs();
    const [next] = await rotateKeys(context(), accessTokens);
    await everyTurn();
    for (const process of both()) {
      expect(await process.signs()).toBe(former);
      expect(await process.publishes()).toContain(next!.kid);
    }
    clock.advance(publishedAheadSeconds - 1);
    await everyTurn();
    expect(await one.signs()).toBe(former);
    clock.advance(1);
    await everyTurn();
    for (const process of both()) {
      expect(await process.signs()).toBe(next!.kid);
      expect(await process.publishes()).toContain(former);
    }
    expect(await stateOf(former)).toBe('retired');
    clock.advance(publishedAfterSeconds - 1);
    await everyTurn();
    expect(await two.publishes()).toContain(former);
    clock.advance(1);
    await everyTurn();
    for (const process of both()) expect(await process.publishes()).not.toContain(former);
    expect(await stateOf(former)).toBe('removed');
  });

  it('lose their private half when they sign no more', async () => {
    const former = await one.signs();
    await rotateKeys(context(), accessTokens);
    clock.advance(publishedAheadSeconds);
    await everyTurn();
    const kept = await database.query(
      'SELECT state FROM authorization_server.signing_key WHERE sealed_private_jwk IS NOT NULL AND kid = $1',
      [former],
    );
    expect(kept).toEqual([]);
  });

  it('have one successor, however often and by however many it is asked for', async () => {
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => rotateKeys(context(), accessTokens)),
    );
    expect(new Set(asked.flat().map(({ kid }) => kid)).size).toBe(1);
  });

  it('are selected by bank, purpose and algorithm', async () => {
    expect(await rotateKeys(context(), { bank: 'granite' })).toHaveLength(7);
    const idTokens = { bank: 'harbour', purpose: 'id_token', alg: 'PS256' } as const;
    expect(await rotateKeys(context(), idTokens)).toMatchObject([{ ...idTokens, state: 'next' }]);
    const unknown = { bank: 'nowhere' };
    await expect(rotateKeys(context(), unknown)).rejects.toThrow('has no such key');
  });

  it('are succeeded by schedule, by exactly one of several processes', async () => {
    await database.query(
      `UPDATE authorization_server.bank SET key_rotation_days = 30 WHERE slug = 'harbour'`,
    );
    await everyTurn();
    const former = await one.signs();
    clock.advance(30 * 86_400 - 1);
    await everyTurn();
    expect(await listKeys(context(), 'harbour')).toHaveLength(7);
    clock.advance(1);
    await Promise.all(both().map((process) => process.turn()));
    const keys = await listKeys(context(), 'harbour');
    expect(keys.filter(({ state }) => state === 'next')).toHaveLength(7);
    expect(await listKeys(context(), 'granite')).toHaveLength(7);
    expect(await one.signs()).toBe(former);
    clock.advance(publishedAheadSeconds);
    await everyTurn();
    expect(await two.signs()).not.toBe(former);
    clock.advance(publishedAfterSeconds);
    await everyTurn();
    const states = (await listKeys(context(), 'harbour')).map(({ state }) => state);
    expect(states.filter((state) => state === 'active')).toHaveLength(7);
    expect(states.filter((state) => state === 'removed')).toHaveLength(7);
  });

  it('are succeeded once by a process that was away while another did it', async () => {
    await database.query(`UPDATE authorization_server.bank SET key_rotation_days = 30`);
    await everyTurn();
    clock.advance(30 * 86_400);
    await one.turn();
    clock.advance(publishedAheadSeconds);
    await one.turn();
    await two.registry.look();
    const states = (await listKeys(context(), 'harbour')).map(({ state }) => state);
    expect(states).not.toContain('next');
    expect(states).toHaveLength(14);
  });

  it('move on each at its own time', async () => {
    const kinds = ['access_token', 'bank_internal'] as const;
    const former = [await one.signs(), (await one.registry.get('harbour')).bankInternalKey.kid];
    await rotateKeys(context(), { bank: 'harbour', purpose: kinds[0] });
    clock.advance(100);
    await rotateKeys(context(), { bank: 'harbour', purpose: kinds[1] });
    await everyTurn();
    const states = () => Promise.all(former.map(stateOf));
    clock.advance(publishedAheadSeconds - 100);
    await everyTurn();
    expect(await states()).toEqual(['retired', 'active']);
    clock.advance(100);
    await everyTurn();
    expect(await states()).toEqual(['retired', 'retired']);
    clock.advance(publishedAfterSeconds - 100);
    await everyTurn();
    expect(await states()).toEqual(['removed', 'retired']);
  });

  it('leave at once when someone else may hold them, and new ones sign (SP-6.8)', async () => {
    const thief = await one.signs();
    const [next] = await rotateKeys(context(), accessTokens);
    const [fresh] = await replaceCompromisedKeys(context(), accessTokens);
    await everyTurn();
    for (const process of both()) {
      expect(await process.signs()).toBe(fresh!.kid);
      expect(await process.publishes()).not.toContain(thief);
      expect(await process.publishes()).not.toContain(next!.kid);
      expect(await process.publishes()).toHaveLength(7);
    }
    const gone = (await listKeys(context(), 'harbour')).filter(({ compromised }) => compromised);
    expect(gone.map(({ kid, state }) => `${kid} ${state}`).sort()).toEqual(
      [`${thief} removed`, `${next!.kid} removed`].sort(),
    );
  });

  it('leave in every algorithm, and also those that sign no more or not yet', async () => {
    const setAlgorithm = (alg: string) =>
      database.query('UPDATE authorization_server.bank SET signing_alg = $1', [alg]);
    const retired = await one.signs();
    await setAlgorithm('EdDSA');
    await everyTurn();
    clock.advance(publishedAheadSeconds);
    await everyTurn();
    await everyTurn();
    expect(await stateOf(retired)).toBe('retired');
    await setAlgorithm('PS256');
    await everyTurn();
    const before = await listKeys(context(), 'harbour');
    const fresh = await replaceCompromisedKeys(context(), accessTokens);
    expect(fresh.map(({ alg, state }) => `${alg} ${state}`)).toEqual(['EdDSA active']);
    const after = await listKeys(context(), 'harbour');
    const accessKeys = after.filter(({ purpose }) => purpose === 'access_token');
    expect(accessKeys.filter(({ state }) => state !== 'removed')).toHaveLength(1);
    expect(accessKeys.filter(({ compromised }) => compromised)).toHaveLength(3);
    expect(before).toHaveLength(after.length - 1);
    await everyTurn();
    expect(await one.publishes()).not.toContain(retired);
    const successors = (await listKeys(context(), 'harbour')).filter(
      ({ state }) => state === 'next',
    );
    expect(successors.map(({ alg }) => alg)).toEqual(['PS256']);
  });
});
