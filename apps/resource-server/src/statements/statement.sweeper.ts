import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { closeMonths } from './statements.statements.js';

const sweepEverySeconds = 600;
// What was booked in the last seconds of a month may still be on its way.
const graceMilliseconds = 60_000;
const accountsAtOnce = 500;

/** Closes each month of each account once it has ended; two processes may do so at once. */
@Injectable()
export class StatementSweeper extends Sweeper {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('months to close', sweepEverySeconds, logger);
  }

  protected async clean(): Promise<void> {
    const until = new Date(this.clock.now().getTime() - graceMilliseconds);
    for (;;) {
      const [row] = await this.database.query<{ closed: string }>(closeMonths, [
        ...[until, accountsAtOnce],
      ]);
      if (row === undefined || row.closed === '0') return;
    }
  }
}
