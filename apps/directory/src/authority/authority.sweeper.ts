import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { Authorities } from './authorities.js';

const everySeconds = 60;
/** An authority with less than a year left gets a successor: no certificate is ever cut short by its end. */
const succeededBeforeMilliseconds = 365 * 86_400_000;

/** Makes the first authority before anything is served; then keeps lists in time, and authorities young. */
@Injectable()
export class AuthoritySweeper extends Sweeper implements OnApplicationBootstrap {
  constructor(
    @Inject(Authorities) private readonly authorities: Authorities,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('authorities', everySeconds, logger);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.authorities.makeFirst();
  }

  protected async clean(): Promise<void> {
    await this.authorities.removeDone();
    const [current] = await this.authorities.trusted();
    const left = (current?.notAfter.getTime() ?? 0) - this.clock.now().getTime();
    if (left < succeededBeforeMilliseconds)
      await this.authorities.rotate('directory', false, current?.authorityId);
  }
}
