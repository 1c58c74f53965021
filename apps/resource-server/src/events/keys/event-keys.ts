import { Inject, Injectable } from '@nestjs/common';
import type { JwkSet, SigningKey } from '@sandbank/crypto';
import { Clock, Database } from '@sandbank/platform';
import { SETTINGS, type Settings } from '../../config.js';
import { EventKeyStore, type StoredEventKey } from './event-key.store.js';

const rememberedSeconds = 10;

interface Remembered {
  readonly keys: readonly StoredEventKey[];
  readonly readAtSeconds: number;
}

/**
 * The keys of banks as this process remembers them for ten seconds, which is far less than a key is published before it
 * signs. Each is imported once.
 */
@Injectable()
export class EventKeys {
  private readonly store: EventKeyStore;
  private readonly remembered = new Map<string, Remembered>();
  private readonly imported = new Map<string, SigningKey>();

  constructor(
    @Inject(Database) database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.store = new EventKeyStore(database, settings.SANDBANK_SECRET_FILE);
  }

  /** The key that a bank signs with now; its first one is made here. @throws Error when the server has another secret. */
  async signingKey(bank: string): Promise<SigningKey> {
    const keys = await this.keysOf(bank);
    const now = this.clock.now();
    // The latest to have begun; those that sign from later on come before it.
    const key = keys.find(({ signs_from: from, sealed_private_jwk: half }) => half && from <= now);
    if (key === undefined) throw new Error(`bank ${bank} has no key to sign events with`);
    const known = this.imported.get(key.kid) ?? this.store.imported(key);
    this.imported.set(key.kid, known);
    return known;
  }

  /** The public halves: of the key that signs, of the next one, and of those that signed until a day ago. */
  async published(bank: string): Promise<JwkSet> {
    const keys = await this.keysOf(bank);
    return { keys: keys.map(({ public_jwk: jwk }) => jwk) };
  }

  private async keysOf(bank: string): Promise<readonly StoredEventKey[]> {
    const seconds = this.clock.nowSeconds();
    const known = this.remembered.get(bank);
    if (known && Math.abs(seconds - known.readAtSeconds) < rememberedSeconds) return known.keys;
    const now = this.clock.now();
    let keys = await this.store.published(bank, now);
    if (keys.length === 0) {
      await this.store.makeFirst(bank, now);
      keys = await this.store.published(bank, now);
    }
    this.remembered.set(bank, { keys, readAtSeconds: seconds });
    return keys;
  }
}
