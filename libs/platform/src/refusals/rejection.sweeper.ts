import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, statement, type Statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA } from '../server/server-tokens.js';

const keptDays = 7;
const sweepEveryMilliseconds = 300_000;
const removedPerStatement = 5000;

/** Forgets why requests were refused after a week: anybody can cause a rejection, so they must not pile up. */
@Injectable()
export class RejectionSweeper implements OnApplicationShutdown {
  private readonly remove: Statement;
  private readonly timer: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) schema: string,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.remove = statement(
      'rejection.remove_old',
      `DELETE FROM ${schema}.rejection WHERE id IN (
         SELECT id FROM ${schema}.rejection WHERE occurred_at < $1
         ORDER BY occurred_at LIMIT ${removedPerStatement}) RETURNING 1`,
    );
    this.timer = setInterval(() => void this.sweep(), sweepEveryMilliseconds);
    this.timer.unref();
  }

  async sweep(): Promise<void> {
    const oldest = new Date(this.clock.now().getTime() - keptDays * 86_400_000);
    try {
      while ((await this.database.query(this.remove, [oldest])).length > 0);
    } catch (error) {
      this.logger.warn(
        { err: error },
        'old rejections could not be removed; it will be tried again',
      );
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
