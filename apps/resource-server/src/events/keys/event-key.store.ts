import {
  deriveKey,
  generateSigningKey,
  importSigningKey,
  open,
  seal,
  type PrivateJwk,
  type PublicJwk,
  type SigningKey,
} from '@sandbank/crypto';
import type { Queryable } from '@sandbank/platform';
import * as statements from './event-key.statements.js';

/** A key as stored. */
export interface StoredEventKey {
  readonly kid: string;
  readonly alg: string;
  readonly public_jwk: PublicJwk;
  readonly sealed_private_jwk: Buffer | null;
  readonly created_at: Date;
  readonly signs_from: Date;
  readonly retired_from: Date | null;
  readonly removed_from: Date | null;
  readonly compromised: boolean;
}

/** How long a key is published before it signs: longer than receivers are known to keep a set (10 minutes). */
export const publishedAheadSeconds = 660;
/** How long a key is published after it signed last: what was fetched with it may be verified a day later. */
export const publishedAfterSeconds = 86_400;
/** How long a process may sign with a key that has been retired meanwhile; see `EventKeys`. */
const privateHalfSeconds = 60;

const algorithm = 'ES256';

/** The keys with which banks sign what they tell apps; every step of a key's life is one conditional statement. */
export class EventKeyStore {
  private readonly sealingKey: Buffer;

  constructor(
    private readonly database: Queryable,
    secret: Buffer,
  ) {
    this.sealingKey = deriveKey(secret, 'event signing keys at rest');
  }

  published(bank: string, now: Date): Promise<readonly StoredEventKey[]> {
    return this.database.query(statements.publishedKeys, [bank, now]);
  }

  ofBank(bank: string): Promise<readonly StoredEventKey[]> {
    return this.database.query(statements.keysOfBank, [bank]);
  }

  /** Makes the first key of a bank, which signs at once; without effect where there is one. */
  async makeFirst(bank: string, now: Date): Promise<void> {
    await this.database.query(statements.insertFirstKey, await this.made(bank, now, now));
  }

  /** Makes the successor of the key that signs; without effect where it has one. */
  async makeNext(bank: string, now: Date): Promise<void> {
    const signsFrom = after(now, publishedAheadSeconds);
    const end = after(signsFrom, publishedAfterSeconds);
    const made = await this.made(bank, now, signsFrom);
    await this.database.query(statements.insertNextKey, [...made, end]);
  }

  /** Removes every key of a bank at once and lets a new one sign; without effect where there is none. */
  async replace(bank: string, now: Date): Promise<void> {
    await this.database.query(statements.replaceKeys, await this.made(bank, now, now));
  }

  /** Succeeds keys that have signed for `days`, and destroys private halves that sign no more. */
  async turn(days: number, now: Date): Promise<void> {
    await this.database.query(statements.destroyPrivateHalves, [after(now, -privateHalfSeconds)]);
    const old = await this.database.query<{ bank_slug: string }>(statements.banksWithOldKeys, [
      after(now, -days * 86_400),
    ]);
    for (const { bank_slug: bank } of old) await this.makeNext(bank, now);
  }

  /** The private half, ready to sign. @throws Error for a key that was sealed with another secret. */
  imported({ kid, sealed_private_jwk: sealed }: StoredEventKey): SigningKey {
    const jwk = sealed && open(this.sealingKey, sealed, kid);
    if (!jwk) throw new Error(`the signing key ${kid} was sealed with another secret`);
    return importSigningKey(JSON.parse(jwk.toString('utf8')) as PrivateJwk);
  }

  private async made(bank: string, now: Date, signsFrom: Date): Promise<unknown[]> {
    const { privateJwk, publicJwk } = await generateSigningKey(algorithm);
    const kid = publicJwk.kid ?? '';
    const sealed = seal(this.sealingKey, JSON.stringify(privateJwk), kid);
    return [bank, kid, algorithm, JSON.stringify(publicJwk), sealed, now, signsFrom];
  }
}

const after = (moment: Date, seconds: number): Date => new Date(moment.getTime() + seconds * 1000);
