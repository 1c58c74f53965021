import { parsedOrder, unknownInOrder, type Database } from '@sandbank/platform';
import { z } from 'zod';
import { EventKeyStore, type StoredEventKey } from './event-key.store.js';

const bank = z.string().min(1).max(40);
const listOrder = z.object({ bank });
const rotateOrder = z.object({ bank, emergency: z.boolean().default(false) });

/** A key as it is listed for people: nothing of its private half. */
export interface ListedEventKey {
  readonly kid: string;
  readonly bank: string;
  readonly purpose: 'event';
  readonly alg: string;
  readonly state: 'next' | 'active' | 'retired' | 'removed';
  readonly createdAt: Date;
  readonly activeFrom: Date;
  readonly retiredFrom: Date | null;
  readonly removedFrom: Date | null;
  readonly compromised: boolean;
}

/** Every key that a bank signs or signed events with. Throws `OrderRefused`. */
export async function listEventKeys(
  database: Database,
  order: unknown,
  now: Date,
  secret: Buffer,
): Promise<readonly ListedEventKey[]> {
  const { bank: slug } = parsedOrder(listOrder, order);
  return listed(slug, await new EventKeyStore(database, secret).ofBank(slug), now);
}

/**
 * Gives the key that signs events a successor, or, in an emergency, removes every key at once and lets a new one sign.
 * Resolves to the new key. Throws `OrderRefused` for a bank that has signed none yet.
 */
export async function rotateEventKeys(
  database: Database,
  order: unknown,
  now: Date,
  secret: Buffer,
): Promise<readonly ListedEventKey[]> {
  const { bank: slug, emergency } = parsedOrder(rotateOrder, order);
  const store = new EventKeyStore(database, secret);
  if ((await store.ofBank(slug)).length === 0)
    throw unknownInOrder(`${slug} has signed no event yet, and has no key for it`);
  if (emergency) await store.replace(slug, now);
  else await store.makeNext(slug, now);
  const keys = listed(slug, await store.ofBank(slug), now);
  return keys.filter(({ state }) => state === (emergency ? 'active' : 'next'));
}

const listed = (slug: string, keys: readonly StoredEventKey[], now: Date): ListedEventKey[] =>
  keys.map((key) => ({
    kid: key.kid,
    bank: slug,
    purpose: 'event',
    alg: key.alg,
    state: stateOf(key, now),
    createdAt: key.created_at,
    activeFrom: key.signs_from,
    retiredFrom: key.retired_from,
    removedFrom: key.removed_from,
    compromised: key.compromised,
  }));

function stateOf(key: StoredEventKey, now: Date): ListedEventKey['state'] {
  if (key.removed_from !== null && key.removed_from <= now) return 'removed';
  if (key.retired_from !== null && key.retired_from <= now) return 'retired';
  return key.signs_from <= now ? 'active' : 'next';
}
