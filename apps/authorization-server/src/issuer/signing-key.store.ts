import {
  generateSigningKey,
  importSigningKey,
  isJwsAlgorithm,
  open,
  seal,
  type PrivateJwk,
  type SigningKey,
} from '@sandbank/crypto';
import { Clock, type ServerSettings } from '@sandbank/platform';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { keyFor, SETTINGS } from '../config.js';
import type { BankEntity } from './bank.entity.js';
import { SigningKeyEntity, type KeyPurpose } from './signing-key.entity.js';

/** Keeps the banks' private keys: made once, sealed at rest, opened at boot. */
@Injectable()
export class SigningKeyStore {
  private readonly sealingKey: Buffer;

  constructor(
    @InjectRepository(SigningKeyEntity) private readonly keys: Repository<SigningKeyEntity>,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: ServerSettings,
  ) {
    this.sealingKey = keyFor(settings, 'signing-keys-at-rest');
  }

  /** The bank's key for one purpose; made when there is none yet. */
  async keyOf(bank: BankEntity, purpose: KeyPurpose): Promise<SigningKey> {
    const which = { bank: bank.slug, purpose, alg: bank.signingAlg };
    const known = await this.keys.findOneBy(which);
    if (known !== null) return this.opened(known);
    await this.keys
      .createQueryBuilder()
      .insert()
      .values(await this.made(which))
      // Another process may have been first; then its key is the bank's.
      .orIgnore()
      .execute();
    return this.opened(await this.keys.findOneByOrFail(which));
  }

  private async made(which: Pick<SigningKeyEntity, 'bank' | 'purpose' | 'alg'>) {
    if (!isJwsAlgorithm(which.alg)) throw new Error(`${which.alg} is no signature algorithm`);
    const { privateJwk, publicJwk } = await generateSigningKey(which.alg);
    const kid = publicJwk.kid ?? '';
    const sealed = seal(this.sealingKey, JSON.stringify(privateJwk), kid);
    const createdAt = this.clock.now();
    return { ...which, kid, publicJwk, sealedPrivateJwk: sealed, createdAt };
  }

  private opened(key: SigningKeyEntity): SigningKey {
    const jwk = open(this.sealingKey, key.sealedPrivateJwk, key.kid);
    if (jwk === undefined) {
      throw new Error(`the signing key ${key.kid} was sealed with another secret`);
    }
    return importSigningKey(JSON.parse(jwk.toString('utf8')) as PrivateJwk);
  }
}
