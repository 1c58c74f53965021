import { Inject, Injectable, NotFoundException, type OnModuleInit } from '@nestjs/common';
import type { SigningKey } from '@sandbank/crypto';
import {
  Clock,
  Database,
  LOGGER,
  statement,
  type Logger,
  type Queryable,
  type ServerSettings,
} from '@sandbank/platform';
import { SETTINGS } from '../config.js';
import type { BankEntity } from './bank.entity.js';
import type { Issuer } from './issuer.js';
import { issuerOfBank } from './issuer-of-bank.js';
import { keysInMemorySecondsMax } from './key-life.js';
import { KeyRotation } from './key-rotation.js';
import { SigningKeyStore, type StoredKey } from './signing-key.store.js';

const lookAgainSeconds = 2;

const findBanks = statement(
  'bank.all',
  `SELECT slug, name, tagline, profile, signing_alg AS "signingAlg",
     key_rotation_days AS "keyRotationDays", reauthentication_days AS "reauthenticationDays"
   FROM authorization_server.bank ORDER BY slug`,
);

/** The banks of this installation with their keys, in memory; `look` is called every few seconds. */
@Injectable()
export class IssuerRegistry implements OnModuleInit {
  private issuers: ReadonlyMap<string, Issuer> = new Map();
  private rows: { banks: readonly BankEntity[]; keys: readonly StoredKey[] } | undefined;
  private imported: ReadonlyMap<string, SigningKey> = new Map();
  private revision = '';
  private lookedAtSeconds = -Infinity;
  private looking: Promise<void> | undefined;

  constructor(
    @Inject(Database) private readonly database: Queryable,
    @Inject(SigningKeyStore) private readonly store: SigningKeyStore,
    @Inject(KeyRotation) private readonly rotation: KeyRotation,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.look();
  }

  /**
   * The bank of that slug. Throws 404 for an unknown one; a bank added since boot is found.
   * @throws `temporarily_unavailable` when the database could not be asked for changes for a minute.
   */
  async get(slug: string): Promise<Issuer> {
    if (this.ageSeconds() > keysInMemorySecondsMax) await this.look();
    const known = this.issuers.get(slug);
    if (known !== undefined) return known;
    // Guessed names must not become queries: one look every few seconds.
    if (this.ageSeconds() >= lookAgainSeconds) await this.look();
    const found = this.issuers.get(slug);
    if (found === undefined) throw new NotFoundException();
    return found;
  }

  /** Every bank that is served at this moment. */
  all(): readonly Issuer[] {
    return [...this.issuers.values()];
  }

  /** Moves keys on whose time has come, and takes in what has changed. One statement where nothing has. */
  async look(): Promise<void> {
    this.looking ??= this.looked().finally(() => (this.looking = undefined));
    await this.looking;
  }

  private ageSeconds(): number {
    return Math.abs(this.clock.nowSeconds() - this.lookedAtSeconds);
  }

  private async looked(): Promise<void> {
    const now = this.clock.nowSeconds();
    if (this.rows !== undefined) await this.rotation.turn(this.rows.banks, this.rows.keys);
    const revision = await this.store.revision();
    if (revision !== this.revision || this.rows === undefined) {
      await this.load();
      this.revision = revision;
    }
    this.lookedAtSeconds = now;
  }

  private async load(): Promise<void> {
    const banks = await this.database.query<BankEntity>(findBanks);
    let keys = await this.store.published();
    if (await this.rotation.complete(banks, keys)) keys = await this.store.published();
    // A key is opened once: signing must not wait for it, and neither must a look at a change elsewhere.
    const imported = new Map<string, SigningKey>();
    const importedOnce = (key: StoredKey): SigningKey => {
      const known = this.imported.get(key.kid) ?? imported.get(key.kid);
      const opened = known ?? this.store.imported(key);
      imported.set(key.kid, opened);
      return opened;
    };
    const issuers = new Map<string, Issuer>();
    for (const bank of banks) {
      try {
        issuers.set(bank.slug, issuerOfBank(bank, keys, this.settings, importedOnce));
      } catch (error) {
        // At boot it is the operator's to mend; later on, one bank's trouble must not become everyone's.
        if (this.rows === undefined) throw error;
        this.logger.error({ err: error, bank: bank.slug }, 'a bank cannot be served');
      }
    }
    this.issuers = issuers;
    this.imported = imported;
    this.rows = { banks, keys };
  }
}
