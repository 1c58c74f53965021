import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import type { BankEntity } from './bank.entity.js';
import { algorithmsOf, keyPurposes } from './key-life.js';
import { SigningKeyStore, type KeyKind, type StoredKey } from './signing-key.store.js';

const millisecondsOfDay = 86_400_000;

/** What a bank's keys need when seen together; the store decides whether it is still needed when it is done. */
@Injectable()
export class KeyRotation {
  constructor(
    @Inject(SigningKeyStore) private readonly store: SigningKeyStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Makes the keys that banks lack; true when one was missing. */
  async complete(banks: readonly BankEntity[], keys: readonly StoredKey[]): Promise<boolean> {
    const missing = banks.flatMap((bank) =>
      wantedKinds(bank)
        .filter((kind) => !keys.some((key) => isOfKind(key, kind) && key.state !== 'retired'))
        .map(async (kind) => {
          // A bank that changes its algorithm signs as before until the new key is known everywhere.
          const before = keys.find((key) => signs(key) && precedes(key, kind));
          if (before === undefined) await this.store.makeFirst(kind);
          else await this.store.makeNext(kind, before.kid);
        }),
    );
    await Promise.all(missing);
    return missing.length > 0;
  }

  /** Does what is due by the clock and by the banks' schedules. Costs no statement where nothing is. */
  async turn(banks: readonly BankEntity[], keys: readonly StoredKey[]): Promise<void> {
    const now = this.clock.now();
    if (keys.some((key) => key.state === 'next' && key.activeFrom <= now))
      await this.store.activateDue();
    for (const [former, successor] of leftBehind(banks, keys))
      await this.store.retireLeftBehind(former.kid, successor.kid);
    if (keys.some((key) => key.removedFrom !== null && key.removedFrom <= now))
      await this.store.removeDue();
    for (const bank of banks) {
      for (const key of keys) if (isDue(bank, key, now)) await this.succeed(key, keys);
    }
  }

  private async succeed(key: StoredKey, keys: readonly StoredKey[]): Promise<void> {
    const hasNext = keys.some((other) => other.state === 'next' && isOfKind(other, key));
    if (!hasNext) await this.store.makeNext(key, key.kid);
  }
}

/** Every kind of key that a bank signs with. */
function wantedKinds(bank: BankEntity): KeyKind[] {
  return keyPurposes.flatMap((purpose) =>
    algorithmsOf(bank, purpose).map((alg) => ({ bank: bank.slug, purpose, alg })),
  );
}

/** Keys in an algorithm that the bank does not sign with any more, each with the key that signs instead. */
function leftBehind(banks: readonly BankEntity[], keys: readonly StoredKey[]) {
  const wanted = banks.flatMap(wantedKinds);
  const isWanted = (key: StoredKey) => wanted.some((kind) => isOfKind(key, kind));
  return keys
    .filter((key) => signs(key) && !isWanted(key))
    .flatMap((former) => {
      const successor = keys.find(
        (key) => signs(key) && isWanted(key) && precedes(former, key) && former !== key,
      );
      return successor === undefined ? [] : [[former, successor] as const];
    });
}

function isDue(bank: BankEntity, key: StoredKey, now: Date): boolean {
  if (bank.keyRotationDays === null || key.bank !== bank.slug || !signs(key)) return false;
  const age = now.getTime() - key.activeFrom.getTime();
  return age >= bank.keyRotationDays * millisecondsOfDay;
}

const signs = (key: StoredKey): boolean => key.state === 'active';

const isOfKind = (key: KeyKind, kind: KeyKind): boolean =>
  precedes(key, kind) && key.alg === kind.alg;

/** Of the same bank and for the same purpose; ID tokens have a key in each algorithm, and none precedes another. */
const precedes = (key: KeyKind, kind: KeyKind): boolean =>
  key.bank === kind.bank &&
  key.purpose === kind.purpose &&
  (key.purpose !== 'id_token' || key.alg === kind.alg);
