import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { SETTINGS, type Settings } from '../../config.js';
import type { PaymentStatus } from '../payment-status.js';
import { obstacles, paymentWalk } from './payment-walk.js';
import { walkPayments } from './walk.statements.js';

// The tables, as the statement takes them.
const steps = JSON.stringify(paymentWalk);
const hindrances = JSON.stringify(obstacles);
const origins = paymentWalk.map(({ from }) => from);
/** Payments that one statement moves. */
const batchMax = 500;
/** Milliseconds between two looks at what is due: half a step within these bounds. */
const looksEvery = { min: 50, max: 500 };

/** A payment that took a step, and where it stands now. */
export interface MovedPayment {
  readonly id: string;
  readonly status: PaymentStatus;
}

/** Moves payments from status to status as time passes. Any number of these may run over one database. */
@Injectable()
export class PaymentEngine extends Sweeper {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'SANDBANK_PAYMENT_STEP_MS'>,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    const halfStep = settings.SANDBANK_PAYMENT_STEP_MS / 2;
    super('payments', Math.min(Math.max(halfStep, looksEvery.min), looksEvery.max) / 1000, logger);
  }

  /** Lets every payment that is due at `now` take one step, however long it has been due. */
  async walk(now: Date): Promise<readonly MovedPayment[]> {
    const walked: MovedPayment[] = [];
    for (;;) {
      const moved = await this.database.query<MovedPayment>(walkPayments, [
        ...[now, steps, hindrances, this.settings.SANDBANK_PAYMENT_STEP_MS, batchMax, origins],
      ]);
      walked.push(...moved);
      if (moved.length < batchMax) return walked;
    }
  }

  protected async clean(): Promise<void> {
    await this.walk(this.clock.now());
  }
}
