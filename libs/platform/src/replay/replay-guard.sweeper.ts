import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import { idleReplaySlots } from './replay-guard.js';

const sweepEveryMilliseconds = 300_000;

/** Empties the partitions of the replay guard whose time has passed. */
@Injectable()
export class ReplayGuardSweeper implements OnApplicationShutdown {
  private readonly timer: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) private readonly schema: string,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.timer = setInterval(() => void this.sweep(), sweepEveryMilliseconds);
    this.timer.unref();
  }

  async sweep(): Promise<void> {
    try {
      for (const slot of idleReplaySlots(this.clock.nowSeconds())) {
        const table = `${this.schema}.replay_guard_${slot}`;
        // A TRUNCATE takes an exclusive lock, so it is spared where there is nothing to remove.
        const rows = await this.database.query(
          statement(`replay_guard.any.${slot}`, `SELECT 1 FROM ${table} LIMIT 1`),
        );
        if (rows.length > 0) {
          await this.database.query(statement(`replay_guard.empty.${slot}`, `TRUNCATE ${table}`));
        }
      }
    } catch (error) {
      this.logger.warn(
        { err: error },
        'the replay guard could not be swept; it will be tried again',
      );
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
