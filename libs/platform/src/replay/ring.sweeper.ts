import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA, RING_TABLES } from '../server/server-tokens.js';
import { idleRingSlots } from './ring.js';

const sweepEveryMilliseconds = 300_000;

/** Empties the ring partitions whose time has passed. */
@Injectable()
export class RingSweeper implements OnApplicationShutdown {
  private readonly timer: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) private readonly schema: string,
    @Inject(RING_TABLES) private readonly tables: readonly string[],
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.timer = setInterval(() => void this.sweep(), sweepEveryMilliseconds);
    this.timer.unref();
  }

  async sweep(): Promise<void> {
    const slots = idleRingSlots(this.clock.nowSeconds());
    try {
      for (const table of this.tables) {
        for (const slot of slots) await this.empty(`${table}_${slot}`);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'a ring could not be swept; it will be tried again');
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async empty(partition: string): Promise<void> {
    const name = `${this.schema}.${partition}`;
    // A TRUNCATE takes an exclusive lock, so it is spared where there is nothing to remove.
    const rows = await this.database.query(
      statement(`ring.any.${partition}`, `SELECT 1 FROM ${name} LIMIT 1`),
    );
    if (rows.length === 0) return;
    await this.database.query(statement(`ring.empty.${partition}`, `TRUNCATE ${name}`));
  }
}
