import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { sealRecord } from './checkpoint.js';

const sealEverySeconds = 10;

/** Seals the record of every bank again and again; of several processes one at a time. */
@Injectable()
export class CheckpointSweeper extends Sweeper {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('the governance record', sealEverySeconds, logger);
  }

  protected async clean(): Promise<void> {
    for (const { slug: bank, url: issuer, auditKey: key } of this.issuers.all()) {
      await sealRecord(this.database, { bank, issuer, key, now: this.clock.now() });
    }
  }
}
