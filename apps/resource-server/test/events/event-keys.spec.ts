import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { randomBytes } from 'node:crypto';
import { exchange } from '@sandbank/testing';
import { SETTINGS, type Settings } from '../../src/config.js';
import type { ListedEvent } from '../../src/events/event-orders.js';
import type { ListedEventKey } from '../../src/events/keys/event-key-orders.js';
import { EventKeyStore } from '../../src/events/keys/event-key.store.js';
import { EventKeys } from '../../src/events/keys/event-keys.js';
import { carryOut } from '../../src/operation/operation.js';
import { answers, Telling } from './telling.js';

let telling: Telling;
beforeAll(async () => {
  telling = await Telling.start();
  await telling.subscribe();
}, 60_000);
afterAll(() => telling.stop());

const advance = (seconds: number): void => telling.bank.clock.advance(seconds);
const settings = () => telling.bank.application.get<Settings>(SETTINGS);
const order = <T>(
  operation: string,
  members: object = {},
  secret = settings().SANDBANK_SECRET_FILE,
): Promise<T> => {
  const database = telling.bank.test.connect('resourceServer', 1);
  const given = { operation, bank: 'harbour', ...members };
  return carryOut(database, given, telling.bank.clock.now(), secret, () => undefined) as Promise<T>;
};
const keyStore = () =>
  new EventKeyStore(
    telling.bank.test.connect('resourceServer', 4),
    settings().SANDBANK_SECRET_FILE,
  );
const published = async (): Promise<JSONWebKeySet> =>
  (await exchange(`${telling.bank.baseUrl}/harbour/jwks`, telling.bank.tls.ca)).json();
const kids = async () => (await published()).keys.map(({ kid }) => kid);
const signed = async (): Promise<string> => {
  await telling.revoked();
  const [arrival] = await telling.round();
  return arrival!.token;
};
const kidOf = (token: string): string =>
  (
    JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString('utf8')) as {
      kid: string;
    }
  ).kid;

describe('the keys of events', () => {
  it('are published: the public half alone, to be kept for a minute', async () => {
    const answer = await exchange(`${telling.bank.baseUrl}/harbour/jwks`, telling.bank.tls.ca);
    expect(answer.header('cache-control')).toBe('public, max-age=60');
    const coordinate = expect.stringMatching(/^[\w-]{43}$/);
    const fixed = { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' };
    expect(answer.json()).toEqual({
      keys: [{ ...fixed, x: coordinate, y: coordinate, kid: coordinate }],
    });
    const nobody = await exchange(`${telling.bank.baseUrl}/nobody/jwks`, telling.bank.tls.ca);
    expect(nobody.status).toBe(404);
  });

  it('are sealed at rest, and made once by however many processes', async () => {
    const [row] = await telling.bank.test.query<{ sealed_private_jwk: Buffer }>(
      'SELECT sealed_private_jwk FROM resource_server.event_signing_key',
    );
    expect(row!.sealed_private_jwk.toString('latin1')).not.toContain('"d"');
    const store = keyStore();
    const now = telling.bank.clock.now();
    await Promise.all([1, 2, 3].map(() => store.makeFirst('harbour', now)));
    expect(await kids()).toHaveLength(1);
  });

  it('are succeeded: the next one is published 11 minutes before it signs, the last one for a day', async () => {
    const before = await signed();
    const [next] = await order<ListedEventKey[]>('key.rotate');
    expect(next).toMatchObject({ purpose: 'event', state: 'next' });
    // Two orders make one successor.
    expect((await order<ListedEventKey[]>('key.rotate')).map(({ kid }) => kid)).toEqual([
      next!.kid,
    ]);
    advance(10);
    expect(await kids()).toHaveLength(2);
    advance(649);
    expect(kidOf(await signed())).toBe(kidOf(before));
    advance(11);
    const after = await signed();
    expect(kidOf(after)).toBe(next!.kid);
    const keys = createLocalJWKSet(await published());
    for (const token of [before, after])
      await jwtVerify(token, keys, { currentDate: telling.bank.clock.now() });
    const states = async () => (await order<ListedEventKey[]>('key.list')).map((key) => key.state);
    expect(await states()).toEqual(['retired', 'active']);
    advance(60);
    await keyStore().turn(90, telling.bank.clock.now());
    const halves = await telling.bank.test.query<{ kept: boolean }>(
      'SELECT sealed_private_jwk IS NOT NULL AS kept FROM resource_server.event_signing_key ORDER BY signs_from',
    );
    expect(halves.map(({ kept }) => kept)).toEqual([false, true]);
    advance(86_400);
    expect(await kids()).toEqual([next!.kid]);
    expect(await states()).toEqual(['removed', 'active']);
  });

  it('are succeeded by themselves after 90 days', async () => {
    const store = keyStore();
    await store.turn(90, telling.bank.clock.now());
    expect(await kids()).toHaveLength(1);
    advance(90 * 86_400);
    await store.turn(90, telling.bank.clock.now());
    expect(await kids()).toHaveLength(2);
  });

  it('go at once in an emergency', async () => {
    const before = await kids();
    const [now] = await order<ListedEventKey[]>('key.rotate', { emergency: true });
    expect(now).toMatchObject({ state: 'active', compromised: false });
    advance(10);
    expect(await kids()).toEqual([now!.kid]);
    expect(before).not.toContain(now!.kid);
    expect(kidOf(await signed())).toBe(now!.kid);
  });

  it('sign nothing for a server that has another secret', async () => {
    const { bank } = telling;
    const database = bank.test.connect('resourceServer', 1);
    const stranger = { ...settings(), SANDBANK_SECRET_FILE: randomBytes(32) };
    const keys = new EventKeys(database, bank.clock, stranger);
    await expect(keys.signingKey('harbour')).rejects.toThrow(/sealed with another secret/);
  });
});

describe('an operator', () => {
  it('lists events, and has those that were given up sent again', async () => {
    await telling.clear();
    telling.answer = answers(500);
    const consentId = await telling.revoked();
    for (let round = 0; round < 12; round += 1) {
      await telling.round();
      advance(3600);
    }
    const [event, ...more] = await order<ListedEvent[]>('event.list', { state: 'dead' });
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      ...{ client_id: 'client-tally', state: 'dead', attempts: 12, last_failure: 'status 500' },
      resource: `aisp/account-access-consents/${consentId}`,
      event: 'urn:uk:org:openbanking:events:consent-authorization-revoked',
    });
    expect(await order('event.list', { state: 'waiting' })).toEqual([]);
    expect(await order('event.list', { client_id: 'client-other' })).toEqual([]);
    expect(await order('event.replay', { client_id: 'client-other' })).toEqual({ replayed: 0 });
    expect(await order('event.replay')).toEqual({ replayed: 1 });
    expect(await order('event.replay')).toEqual({ replayed: 0 });
    await telling.round();
    const [again] = await order<ListedEvent[]>('event.list');
    expect(again).toMatchObject({ jti: event!.jti, state: 'waiting', attempts: 1 });
  });

  it('has any event sent once more under its own name', async () => {
    await telling.clear();
    const first = await signed();
    const { jti } = telling.arrivals[0]!.claims;
    expect(await order('event.list', { state: 'delivered' })).toHaveLength(1);
    expect(await order('event.replay', { jti })).toEqual({ replayed: 1 });
    const [again] = await telling.round();
    expect(again!.claims.jti).toBe(jti);
    expect(again!.token).not.toBe(first);
  });

  it.each([
    ['event.list', { bank: 'nobody' }],
    ['event.replay', { bank: 'nobody' }],
    ['event.replay', { jti: '018f0000-0000-7000-8000-000000000000' }],
    ['event.replay', { jti: 'nothing' }],
    ['event.list', { state: 'lost' }],
    ['key.rotate', { bank: 'nobody' }],
  ])('%s %j is refused', async (operation, members) => {
    await expect(order(operation, members)).rejects.toMatchObject({ name: 'OrderRefused' });
  });
});
