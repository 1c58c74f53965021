import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, statement, type Statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import { Sweeper } from '../sweeper.js';
import { firstIdOf } from './exchange-id.js';

const keptDays = 7;
const sweepEverySeconds = 300;
const removedPerStatement = 2000;

/** Forgets exchanges after a week. */
@Injectable()
export class ExchangeSweeper extends Sweeper {
  private readonly remove: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) schema: string,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('old exchanges', sweepEverySeconds, logger);
    this.remove = statement(
      'exchange.remove_old',
      `DELETE FROM ${schema}.exchange WHERE id IN (
         SELECT id FROM ${schema}.exchange WHERE id < $1
         ORDER BY id LIMIT ${removedPerStatement}) RETURNING 1`,
    );
  }

  protected async clean(): Promise<void> {
    const oldest = firstIdOf(new Date(this.clock.now().getTime() - keptDays * 86_400_000));
    while ((await this.database.query(this.remove, [oldest])).length > 0);
  }
}
