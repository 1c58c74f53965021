import { Inject, Injectable } from '@nestjs/common';
import { ConsentStore } from '@sandbank/consent';
import { Clock, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { SignInThrottle } from './customer/sign-in-throttle.js';
import { CustomerSessionStore } from './dashboard/customer-session.store.js';
import { interactionSeconds } from './interaction/interaction.js';
import { InteractionStore } from './interaction/interaction.store.js';
import { RefreshTokenStore } from './token/refresh-token.store.js';

const sweepEverySeconds = 60;

/** Writes down what the clock has ended and removes what nobody can use any more, in small steps. */
@Injectable()
export class ExpirySweeper extends Sweeper {
  constructor(
    @Inject(InteractionStore) private readonly interactions: InteractionStore,
    @Inject(RefreshTokenStore) private readonly refreshTokens: RefreshTokenStore,
    @Inject(SignInThrottle) private readonly throttle: SignInThrottle,
    @Inject(CustomerSessionStore) private readonly sessions: CustomerSessionStore,
    @Inject(ConsentStore) private readonly consents: ConsentStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('what has expired', sweepEverySeconds, logger);
  }

  protected async clean(): Promise<void> {
    const now = this.clock.now();
    await this.consents.expireDue(now);
    await this.refreshTokens.removeExpiredBefore(now);
    await this.throttle.removeForgotten();
    await this.sessions.removeEndedBefore(now);
    // A customer who comes back late still finds the way to the app.
    const longGone = new Date(now.getTime() - interactionSeconds * 1000);
    await this.interactions.removeExpiredBefore(longGone);
  }
}
