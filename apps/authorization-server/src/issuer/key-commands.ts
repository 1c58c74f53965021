import type { JwsAlgorithm } from '@sandbank/crypto';
import type { Clock, Queryable } from '@sandbank/platform';
import type { KeyPurpose } from './signing-key.entity.js';
import { SigningKeyStore, type KeyKind, type StoredKey } from './signing-key.store.js';

/** What a command on keys needs; it runs in a process of its own, beside servers or without any. */
export interface KeyCommandContext {
  readonly database: Queryable;
  /** The authorization server's secret. */
  readonly secret: Buffer;
  readonly clock: Clock;
}

/** The keys that a command is about; what is not named means all. */
export interface KeySelection {
  readonly bank: string;
  readonly purpose?: KeyPurpose | undefined;
  readonly alg?: JwsAlgorithm | undefined;
}

/** A key as it is listed for people: nothing of its private half. */
export type ListedKey = Readonly<Omit<StoredKey, 'publicJwk' | 'sealedPrivateJwk'>>;

/** Every key that a bank has or had. */
export async function listKeys(
  context: KeyCommandContext,
  bank: string,
): Promise<readonly ListedKey[]> {
  return (await storeOf(context).ofBank(bank)).map(
    ({ publicJwk: _publicJwk, sealedPrivateJwk: _sealed, ...listed }) => listed,
  );
}

/**
 * Gives each selected key that signs a successor, which is published at once and signs 11 minutes later; one that has a
 * successor keeps it. Resolves to the successors. @throws Error when nothing is selected or the secret is another.
 */
export async function rotateKeys(
  context: KeyCommandContext,
  selection: KeySelection,
): Promise<readonly ListedKey[]> {
  const store = storeOf(context);
  const selected = (await selectedKeys(store, selection)).filter(({ state }) => state === 'active');
  for (const key of selected) await store.makeNext(key, key.kid);
  const after = await listKeys(context, selection.bank);
  return after.filter((key) => key.state === 'next' && isSelected(key, selected));
}

/**
 * Removes the selected keys at once, their successors and predecessors too, and lets new ones sign: for private halves
 * that someone else may hold. Resolves to the new keys. @throws Error as `rotateKeys` does.
 */
export async function replaceCompromisedKeys(
  context: KeyCommandContext,
  selection: KeySelection,
): Promise<readonly ListedKey[]> {
  const store = storeOf(context);
  const selected = await selectedKeys(store, selection);
  // One of each kind stands for all of its kind.
  const kinds = new Map(selected.map((key) => [`${key.purpose} ${key.alg}`, key]));
  for (const kind of kinds.values()) await store.replaceCompromised(kind);
  const after = await listKeys(context, selection.bank);
  return after.filter((key) => key.state === 'active' && isSelected(key, selected));
}

/** Seals every private half with `newSecret`; resolves to how many. Servers must stand still, and start with the new one. */
export async function resealKeys(context: KeyCommandContext, newSecret: Buffer): Promise<number> {
  const store = storeOf(context);
  let resealed = 0;
  for (const key of await store.published()) {
    if (await store.reseal(key, newSecret)) resealed += 1;
  }
  return resealed;
}

const storeOf = ({ database, clock, secret }: KeyCommandContext): SigningKeyStore =>
  new SigningKeyStore(database, clock, { SANDBANK_SECRET_FILE: secret });

/** A key made under another secret could not be opened by the servers: the secret must open those that there are. */
async function selectedKeys(
  store: SigningKeyStore,
  { bank, purpose, alg }: KeySelection,
): Promise<readonly StoredKey[]> {
  const selected = (await store.ofBank(bank)).filter(
    (key) =>
      key.state !== 'removed' &&
      (purpose === undefined || key.purpose === purpose) &&
      (alg === undefined || key.alg === alg),
  );
  if (selected.length === 0) throw new Error(`bank ${bank} has no such key`);
  for (const key of selected) if (key.sealedPrivateJwk !== null) store.imported(key);
  return selected;
}

const isSelected = (key: KeyKind, selected: readonly KeyKind[]): boolean =>
  selected.some(({ purpose, alg }) => purpose === key.purpose && alg === key.alg);
