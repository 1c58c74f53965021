import { Inject, Injectable } from '@nestjs/common';
import { RecordedBanks } from '@sandbank/platform';
import { KnownBanks } from '@sandbank/protected-resource';

/** The banks whose API is served here. */
@Injectable()
export class RecordsOfBanks extends RecordedBanks {
  constructor(@Inject(KnownBanks) private readonly banks: KnownBanks) {
    super();
  }

  async assertServed(bank: string): Promise<void> {
    await this.banks.ofPath(`/${bank}/`);
  }
}
