import {
  generateSigningKey,
  importSigningKey,
  open,
  seal,
  type JwsAlgorithm,
  type PrivateJwk,
  type SigningKey,
} from '@sandbank/crypto';
import { Clock, Database, type Queryable } from '@sandbank/platform';
import { Inject, Injectable } from '@nestjs/common';
import { keyFor, SETTINGS } from '../config.js';
import { publishedAfterSeconds, publishedAheadSeconds } from './key-life.js';
import type { KeyPurpose, SigningKeyEntity } from './signing-key.entity.js';
import * as statements from './signing-key.statements.js';

/** A key as stored, in whatever state. */
export type StoredKey = Readonly<Omit<SigningKeyEntity, 'issuer'>>;

/** Which keys are meant: of a bank, for a purpose, of an algorithm. */
export interface KeyKind {
  readonly bank: string;
  readonly purpose: KeyPurpose;
  readonly alg: JwsAlgorithm;
}

/** The banks' keys in PostgreSQL, private halves sealed; every step of a key's life is one conditional statement. */
@Injectable()
export class SigningKeyStore {
  private readonly sealingKey: Buffer;

  constructor(
    @Inject(Database) private readonly database: Queryable,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: { readonly SANDBANK_SECRET_FILE: Buffer },
  ) {
    this.sealingKey = keyFor(settings, 'signing-keys-at-rest');
  }

  /** Another number than before means that a bank or a key has changed. */
  async revision(): Promise<string> {
    const [row] = await this.database.query<{ revision: string }>(statements.findRevision);
    return row?.revision ?? '';
  }

  /** Every key that is next, active or retired. */
  published(): Promise<readonly StoredKey[]> {
    return this.database.query<StoredKey>(statements.findPublished);
  }

  /** Every key of a bank, those that were removed too. */
  ofBank(bank: string): Promise<readonly StoredKey[]> {
    return this.database.query<StoredKey>(statements.findOfBank, [bank]);
  }

  /** Makes the first key of its kind; it signs at once. Without effect where there is one. */
  async makeFirst(kind: KeyKind): Promise<void> {
    await this.database.query(statements.insertFirst, await this.made(kind, this.clock.now()));
  }

  /** Makes the successor of a key that signs; false when it has one, or signs no more. */
  async makeNext(kind: KeyKind, predecessor: string): Promise<boolean> {
    const activeFrom = this.after(publishedAheadSeconds);
    const values = [...(await this.made(kind, activeFrom)), predecessor];
    return (await this.database.query(statements.insertNext, values)).length > 0;
  }

  /** Lets every next key sign whose time has come, and retires the one before it. */
  async activateDue(): Promise<void> {
    const values = [this.clock.now(), this.after(publishedAfterSeconds)];
    await this.database.query(statements.activateDue, values);
  }

  /** Retires a key whose bank signs with another algorithm by now. */
  async retireLeftBehind(kid: string, successor: string): Promise<void> {
    const values = [this.clock.now(), this.after(publishedAfterSeconds), kid, successor];
    await this.database.query(statements.retireLeftBehind, values);
  }

  /** Removes every retired key when all that it signed has expired. */
  async removeDue(): Promise<void> {
    await this.database.query(statements.removeDue, [this.clock.now()]);
  }

  /** Removes all keys of a kind at once and lets a new one sign where one of them did. */
  async replaceCompromised(kind: KeyKind): Promise<void> {
    const values = await this.made(kind, this.clock.now());
    await this.database.query(statements.replaceCompromised, values);
  }

  /** Seals a private half with another secret; false when it was destroyed meanwhile, or had been sealed so before. */
  async reseal({ kid, sealedPrivateJwk }: StoredKey, secret: Buffer): Promise<boolean> {
    if (sealedPrivateJwk === null) return false;
    const newKey = keyFor({ SANDBANK_SECRET_FILE: secret }, 'signing-keys-at-rest');
    // Whoever was interrupted begins again.
    if (open(newKey, sealedPrivateJwk, kid) !== undefined) return false;
    const resealed = seal(newKey, this.opened({ kid, sealedPrivateJwk }), kid);
    const values = [kid, sealedPrivateJwk, resealed];
    return (await this.database.query(statements.reseal, values)).length > 0;
  }

  /** The private half, ready to sign. @throws Error for a key that was sealed with another secret. */
  imported(key: StoredKey): SigningKey {
    return importSigningKey(JSON.parse(this.opened(key).toString('utf8')) as PrivateJwk);
  }

  private opened(key: Pick<StoredKey, 'kid' | 'sealedPrivateJwk'>): Buffer {
    const jwk = key.sealedPrivateJwk && open(this.sealingKey, key.sealedPrivateJwk, key.kid);
    if (jwk) return jwk;
    throw new Error(`the signing key ${key.kid} was sealed with another secret`);
  }

  private async made({ bank, purpose, alg }: KeyKind, activeFrom: Date): Promise<unknown[]> {
    const { privateJwk, publicJwk } = await generateSigningKey(alg);
    const kid = publicJwk.kid ?? '';
    const sealed = seal(this.sealingKey, JSON.stringify(privateJwk), kid);
    const json = JSON.stringify(publicJwk);
    return [kid, bank, purpose, alg, json, sealed, this.clock.now(), activeFrom];
  }

  private after(seconds: number): Date {
    return new Date(this.clock.now().getTime() + seconds * 1000);
  }
}
