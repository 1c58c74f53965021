import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, statement, Sweeper, type Logger } from '@sandbank/platform';

const sweepEverySeconds = 600;

// Up to 1000 keys that ended before $1. One that is taken anew at this moment has ended no more once its row is free.
const removeExpiredKeys = statement(
  'idempotency.remove_expired_keys',
  `DELETE FROM resource_server.idempotency_record WHERE (bank_slug, client_id, endpoint, key) IN (
     SELECT bank_slug, client_id, endpoint, key FROM resource_server.idempotency_record
     WHERE expires_at <= $1 ORDER BY expires_at LIMIT 1000) AND expires_at <= $1 RETURNING 1`,
);

/** Forgets idempotency keys when their day is over, in small steps. */
@Injectable()
export class IdempotencySweeper extends Sweeper {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('idempotency keys', sweepEverySeconds, logger);
  }

  protected async clean(): Promise<void> {
    const now = this.clock.now();
    while ((await this.database.query(removeExpiredKeys, [now])).length > 0);
  }
}
