import { Inject, Injectable } from '@nestjs/common';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';

/** A bank of the sandbox, by its short name. */
export interface OperatedBank {
  readonly slug: string;
  readonly name: string;
  readonly issuer: string;
}

/** The banks that operators look after: those where the portal itself is registered. */
@Injectable()
export class OperatorBanks {
  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {}

  list(): readonly OperatedBank[] {
    const origin = new URL(this.settings.SANDBANK_AUTHORIZATION_SERVER_URL).origin;
    return this.settings.SANDBANK_DEMO_CLIENTS_FILE.clients
      .filter(({ issuer }) => new URL(issuer).origin === origin)
      .map(({ bank, bank_name: name, issuer }) => ({ slug: bank, name, issuer }));
  }

  /** Throws `unknown_bank`. */
  get(slug: string): OperatedBank {
    const bank = this.list().find((one) => one.slug === slug);
    if (bank === undefined) throw new PortalError('unknown_bank', 'There is no such bank here.');
    return bank;
  }
}
