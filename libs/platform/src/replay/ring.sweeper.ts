import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA, RING_TABLES } from '../server/server-tokens.js';
import { Sweeper } from '../sweeper.js';
import { idleRingSlots } from './ring.js';

const sweepEverySeconds = 300;

/** Empties the ring partitions whose time has passed. */
@Injectable()
export class RingSweeper extends Sweeper {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) private readonly schema: string,
    @Inject(RING_TABLES) private readonly tables: readonly string[],
    @Inject(LOGGER) logger: Logger,
  ) {
    super('a ring of partitions', sweepEverySeconds, logger);
  }

  protected async clean(): Promise<void> {
    const slots = idleRingSlots(this.clock.nowSeconds());
    for (const table of this.tables) {
      for (const slot of slots) await this.empty(`${table}_${slot}`);
    }
  }

  private async empty(partition: string): Promise<void> {
    const name = partition.includes('.') ? partition : `${this.schema}.${partition}`;
    // A TRUNCATE takes an exclusive lock, so it is spared where there is nothing to remove.
    const rows = await this.database.query(
      statement(`ring.any.${partition}`, `SELECT 1 FROM ${name} LIMIT 1`),
    );
    if (rows.length === 0) return;
    await this.database.query(statement(`ring.empty.${partition}`, `TRUNCATE ${name}`));
  }
}
