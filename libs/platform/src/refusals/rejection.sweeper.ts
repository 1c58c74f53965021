import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, statement, type Statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import { Sweeper } from '../sweeper.js';

const keptDays = 7;
const sweepEverySeconds = 300;
const removedPerStatement = 5000;

/** Forgets why requests were refused after a week: anybody can cause a rejection, so they must not pile up. */
@Injectable()
export class RejectionSweeper extends Sweeper {
  private readonly remove: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) schema: string,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('old rejections', sweepEverySeconds, logger);
    this.remove = statement(
      'rejection.remove_old',
      `DELETE FROM ${schema}.rejection WHERE id IN (
         SELECT id FROM ${schema}.rejection WHERE occurred_at < $1
         ORDER BY occurred_at LIMIT ${removedPerStatement}) RETURNING 1`,
    );
  }

  protected async clean(): Promise<void> {
    const oldest = new Date(this.clock.now().getTime() - keptDays * 86_400_000);
    while ((await this.database.query(this.remove, [oldest])).length > 0);
  }
}
