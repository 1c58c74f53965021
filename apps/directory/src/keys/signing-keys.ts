import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  generateSigningKey,
  importSigningKey,
  open,
  seal,
  signJwsSync,
  type PrivateJwk,
  type PublicJwk,
  type SigningKey,
} from '@sandbank/crypto';
import { Clock, Database, type Queryable } from '@sandbank/platform';
import { keyFor, SETTINGS } from '../config.js';
import { tell, type Actor } from '../record/told.js';
import type { SigningKeyEntity } from './signing-key.entity.js';
import * as statements from './signing-key.statements.js';

/** Published this long before it signs, so that whoever keeps the keys has seen it. */
const publishedAheadSeconds = 300;
/** Published this long after it signed last: longer than anything that it signed lives. */
const publishedAfterSeconds = 26 * 3600;

/** What the directory signs statements and lists with: ES256, sealed at rest, one key at a time. */
@Injectable()
export class SigningKeys implements OnApplicationBootstrap {
  private readonly sealingKey: Buffer;
  private imported: SigningKey | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: { readonly SANDBANK_SECRET_FILE: Buffer },
  ) {
    this.sealingKey = keyFor(settings.SANDBANK_SECRET_FILE, 'signing-keys-at-rest');
  }

  /** Makes the first key before anything is served. @throws Error where there is one that cannot be opened. */
  async onApplicationBootstrap(): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query(statements.takeTurns);
      const [last] = await transaction.query<SigningKeyEntity>(statements.findLast);
      if (last === undefined) await this.make(transaction, this.clock.now(), 'directory');
      else this.opened(last);
    });
  }

  /** A compact JWS by the key that signs now. */
  async sign(header: { readonly typ: string }, payload: Record<string, unknown>): Promise<string> {
    return signJwsSync({ header, payload, key: await this.signer() });
  }

  /** Every key that is published, also those to come. */
  async published(): Promise<readonly PublicJwk[]> {
    const now = this.clock.now();
    const keys = await this.database.query<SigningKeyEntity>(statements.findPublished, [now]);
    return keys.map(({ publicJwk }) => publicJwk);
  }

  /** Gives the key that signs a successor; in an emergency it signs no more from now on, and is published no more. */
  async rotate(by: Actor, isEmergency: boolean): Promise<void> {
    const now = this.clock.now();
    const activeFrom = after(now, isEmergency ? 0 : publishedAheadSeconds);
    await this.database.transaction(async (transaction) => {
      await transaction.query(statements.takeTurns);
      const removedFrom = isEmergency ? now : after(activeFrom, publishedAfterSeconds);
      await transaction.query(statements.endOthers, [removedFrom]);
      await this.make(transaction, activeFrom, by);
    });
  }

  /** Every key there is or was, for operators. */
  all(): Promise<readonly SigningKeyEntity[]> {
    return this.database.query<SigningKeyEntity>(statements.findAll);
  }

  /** Destroys the private halves of keys that sign no more. */
  async destroyDone(): Promise<void> {
    await this.database.query(statements.destroyDone, [this.clock.now()]);
  }

  private async signer(): Promise<SigningKey> {
    const [key] = await this.database.query<SigningKeyEntity>(statements.findSigner, [
      this.clock.now(),
    ]);
    if (key === undefined) throw new Error('no key of the directory signs');
    if (this.imported?.kid !== key.kid) this.imported = importSigningKey(this.opened(key));
    return this.imported;
  }

  private async make(transaction: Queryable, activeFrom: Date, by: Actor): Promise<void> {
    const { privateJwk, publicJwk } = await generateSigningKey('ES256');
    const kid = publicJwk.kid ?? '';
    const sealed = seal(this.sealingKey, JSON.stringify(privateJwk), kid);
    const now = this.clock.now();
    const values = [kid, JSON.stringify(publicJwk), sealed, now, activeFrom];
    await transaction.query(statements.insert, values);
    await tell(transaction, now, { event: 'signing_key.made', by, detail: { kid } });
  }

  private opened({ kid, sealedPrivateJwk: sealed }: SigningKeyEntity): PrivateJwk {
    const jwk = sealed === null ? undefined : open(this.sealingKey, sealed, kid);
    if (jwk !== undefined) return JSON.parse(jwk.toString('utf8')) as PrivateJwk;
    throw new Error(`the signing key ${kid} was sealed with another secret`);
  }
}

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);
