import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import { bankOf, type Bank } from './bank.js';

export type { Bank } from './bank.js';

/** The issuers that the portal deals with: its settings name them, and nothing else can (SP-5.3.3.1-10). */
@Injectable()
export class BankRegistry implements OnModuleInit, OnApplicationShutdown {
  private readonly banks = new Map<string, Bank>();

  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {}

  async onModuleInit(): Promise<void> {
    for (const client of this.settings.SANDBANK_DEMO_CLIENTS_FILE.clients) {
      this.banks.set(client.bank, await bankOf(client));
    }
  }

  onApplicationShutdown(): void {
    for (const { fetch } of this.banks.values()) fetch.close();
  }

  /** The banks whose API the demo app understands. */
  list(): Bank[] {
    return [...this.banks.values()].filter(({ api }) => api === 'open-banking');
  }

  find(slug: string): Bank | undefined {
    return this.banks.get(slug);
  }

  /** Throws `unknown_bank`. */
  get(slug: string): Bank {
    const bank = this.banks.get(slug);
    if (bank === undefined) throw new PortalError('unknown_bank', 'There is no such bank here.');
    return bank;
  }

  /** The bank with exactly this issuer. Throws `unknown_bank`. */
  ofIssuer(issuer: string): Bank {
    const bank = [...this.banks.values()].find((one) => one.issuer === issuer);
    if (bank === undefined) {
      throw new PortalError('unknown_bank', 'The portal is registered at no issuer of this name.');
    }
    return bank;
  }
}
