import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { RevocationService } from './revocation.service.js';

const everySeconds = 30;

/** Asks banks again that have not confirmed a revocation. */
@Injectable()
export class RevocationSweeper extends Sweeper {
  constructor(
    @Inject(RevocationService) private readonly revocations: RevocationService,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('pending revocations', everySeconds, logger);
  }

  protected clean(): Promise<void> {
    return this.revocations.retryDue();
  }
}
