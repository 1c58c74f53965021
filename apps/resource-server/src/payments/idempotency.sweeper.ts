import { Inject, Injectable } from '@nestjs/common';
import { Clock, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { PaymentsStore } from './payments.store.js';

const sweepEverySeconds = 600;

/** Forgets idempotency keys when their day is over. */
@Injectable()
export class IdempotencySweeper extends Sweeper {
  constructor(
    @Inject(PaymentsStore) private readonly payments: PaymentsStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('idempotency keys', sweepEverySeconds, logger);
  }

  protected clean(): Promise<void> {
    return this.payments.removeKeysExpiredAt(this.clock.now());
  }
}
