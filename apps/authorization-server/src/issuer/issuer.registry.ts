import { Inject, Injectable, NotFoundException, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { profiles } from '@sandbank/fapi-policy';
import { Clock, type ServerSettings } from '@sandbank/platform';
import type { Repository } from 'typeorm';
import { SETTINGS } from '../config.js';
import { BankEntity } from './bank.entity.js';
import type { Issuer } from './issuer.js';
import { SigningKeyStore } from './signing-key.store.js';

const lookAgainSeconds = 2;

/** The banks of this installation, with their keys ready for use. */
@Injectable()
export class IssuerRegistry implements OnModuleInit {
  private readonly issuers = new Map<string, Issuer>();
  private lookedAtSeconds = 0;

  constructor(
    @InjectRepository(BankEntity) private readonly banks: Repository<BankEntity>,
    @Inject(SigningKeyStore) private readonly keys: SigningKeyStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.load();
  }

  /** The bank of that slug. Throws 404 for an unknown one; a bank added since boot is found. */
  async get(slug: string): Promise<Issuer> {
    const known = this.issuers.get(slug);
    if (known !== undefined) return known;
    // Guessed names must not become queries: one look every few seconds.
    if (this.clock.nowSeconds() - this.lookedAtSeconds >= lookAgainSeconds) await this.load();
    const found = this.issuers.get(slug);
    if (found === undefined) throw new NotFoundException();
    return found;
  }

  private async load(): Promise<void> {
    this.lookedAtSeconds = this.clock.nowSeconds();
    for (const bank of await this.banks.find()) {
      if (!this.issuers.has(bank.slug)) this.issuers.set(bank.slug, await this.issuerOf(bank));
    }
  }

  private async issuerOf(bank: BankEntity): Promise<Issuer> {
    const profile = profiles[bank.profile];
    if (profile === undefined) {
      throw new Error(`bank ${bank.slug} is on the unknown profile ${bank.profile}`);
    }
    const accessTokenKey = await this.keys.keyOf(bank, 'access_token');
    const idTokenKey = await this.keys.keyOf(bank, 'id_token');
    const bankInternalKey = await this.keys.keyOf(bank, 'bank_internal');
    return {
      slug: bank.slug,
      name: bank.name,
      tagline: bank.tagline,
      url: `${this.settings.SANDBANK_AUTHORIZATION_SERVER_URL}/${bank.slug}`,
      resourceBase: `${this.settings.SANDBANK_RESOURCE_SERVER_URL}/${bank.slug}/open-banking/v4.0`,
      profile,
      accessTokenKey,
      idTokenKey,
      bankInternalKey,
      publicKeys: [accessTokenKey, idTokenKey, bankInternalKey].map(({ publicJwk }) => publicJwk),
    };
  }
}
