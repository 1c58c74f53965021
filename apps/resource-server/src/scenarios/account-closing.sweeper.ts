import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { closeDueAccounts } from './scenarios.statements.js';

const sweepEverySeconds = 2;

/** Closes accounts whose time has come. */
@Injectable()
export class AccountClosingSweeper extends Sweeper {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('accounts to be closed', sweepEverySeconds, logger);
  }

  protected async clean(): Promise<void> {
    await this.database.query(closeDueAccounts, [this.clock.now()]);
  }
}
