import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, statement, Sweeper, type Logger } from '@sandbank/platform';
import { SETTINGS, type Settings } from '../config.js';
import { EventKeyStore } from './keys/event-key.store.js';

const sweepEverySeconds = 600;
/** Whoever has not fetched an event by then never will. */
const eventDays = 30;
/** Who has not polled for so long without a subscription is told nothing any more. */
const pollerDays = 90;
const keyDays = 90;

// In small steps, so that none holds many rows for long.
const removeEvents = statement(
  'event.remove',
  `DELETE FROM resource_server.event WHERE jti = ANY(ARRAY(
     SELECT jti FROM resource_server.event WHERE happened_at < $1 ORDER BY happened_at
     LIMIT 1000 FOR UPDATE SKIP LOCKED)) RETURNING 1`,
);
const removePollers = statement(
  'event.remove_pollers',
  'DELETE FROM resource_server.event_poller WHERE polled_at < $1',
);

/** Removes what nobody fetched for a month, and lets old keys be succeeded. */
@Injectable()
export class EventSweeper extends Sweeper {
  private readonly keys: EventKeyStore;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('events', sweepEverySeconds, logger);
    this.keys = new EventKeyStore(database, settings.SANDBANK_SECRET_FILE);
  }

  protected async clean(): Promise<void> {
    const now = this.clock.now();
    const before = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
    while ((await this.database.query(removeEvents, [before(eventDays)])).length > 0);
    await this.database.query(removePollers, [before(pollerDays)]);
    await this.keys.turn(keyDays, now);
  }
}
