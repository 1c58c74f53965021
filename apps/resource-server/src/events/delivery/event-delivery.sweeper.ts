import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { EventDelivery } from './event-delivery.js';

const roundEverySeconds = 1;

/** A round of deliveries every second. */
@Injectable()
export class EventDeliverySweeper extends Sweeper implements BeforeApplicationShutdown {
  constructor(
    @Inject(EventDelivery) private readonly delivery: EventDelivery,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('event deliveries', roundEverySeconds, logger);
  }

  /** Before, not on: by then the pool has ended. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.delivery.close();
  }

  protected clean(): Promise<void> {
    return this.delivery.begin();
  }
}
