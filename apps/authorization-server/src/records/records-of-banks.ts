import { Inject, Injectable } from '@nestjs/common';
import { RecordedBanks } from '@sandbank/platform';
import { IssuerRegistry } from '../issuer/issuer.registry.js';

/** The banks whose issuers are served here. */
@Injectable()
export class RecordsOfBanks extends RecordedBanks {
  constructor(@Inject(IssuerRegistry) private readonly issuers: IssuerRegistry) {
    super();
  }

  async assertServed(bank: string): Promise<void> {
    await this.issuers.get(bank);
  }
}
