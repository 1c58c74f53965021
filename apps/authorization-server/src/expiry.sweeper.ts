import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ConsentStore } from '@sandbank/consent';
import { Clock, LOGGER, type Logger } from '@sandbank/platform';
import { interactionSeconds } from './interaction/interaction.js';
import { InteractionStore } from './interaction/interaction.store.js';
import { RefreshTokenStore } from './token/refresh-token.store.js';

const sweepEveryMilliseconds = 60_000;

/** Writes down what the clock has ended and removes what nobody can use any more, in small steps. */
@Injectable()
export class ExpirySweeper implements OnApplicationShutdown {
  private readonly timer: NodeJS.Timeout;

  constructor(
    @Inject(InteractionStore) private readonly interactions: InteractionStore,
    @Inject(RefreshTokenStore) private readonly refreshTokens: RefreshTokenStore,
    @Inject(ConsentStore) private readonly consents: ConsentStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.timer = setInterval(() => void this.sweep(), sweepEveryMilliseconds);
    this.timer.unref();
  }

  async sweep(): Promise<void> {
    const now = this.clock.now();
    try {
      await this.consents.expireDue(now);
      await this.refreshTokens.removeExpiredBefore(now);
      // A customer who comes back late still finds the way to the app.
      await this.interactions.removeExpiredBefore(
        new Date(now.getTime() - interactionSeconds * 1000),
      );
    } catch (error) {
      this.logger.warn(
        { err: error },
        'what has expired could not be swept; it will be tried again',
      );
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
