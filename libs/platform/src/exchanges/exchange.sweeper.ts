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
/** Beyond so many of one client its oldest are forgotten sooner: whoever calls all week must not fill the table. */
const keptOfClient = 20_000;

/** Forgets exchanges after a week. */
@Injectable()
export class ExchangeSweeper extends Sweeper {
  private readonly remove: Statement;
  private readonly removeMany: Statement;

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
    const table = `${schema}.exchange`;
    // From client to client through the index, and from each one's newest to the first that is one too many.
    this.removeMany = statement(
      'exchange.remove_many',
      `WITH RECURSIVE client AS (
         (SELECT bank, client_id FROM ${table} ORDER BY bank, client_id LIMIT 1)
         UNION ALL
         SELECT following.bank, following.client_id FROM client CROSS JOIN LATERAL (
           SELECT e.bank, e.client_id FROM ${table} e
           WHERE (e.bank, e.client_id) > (client.bank, client.client_id)
           ORDER BY e.bank, e.client_id LIMIT 1) following)
       DELETE FROM ${table} WHERE id IN (
         SELECT many.id FROM client CROSS JOIN LATERAL (
           SELECT e.id FROM ${table} e WHERE e.bank = client.bank AND e.client_id = client.client_id
           ORDER BY e.id DESC OFFSET $1 LIMIT ${removedPerStatement}) many) RETURNING 1`,
    );
  }

  protected async clean(): Promise<void> {
    const oldest = firstIdOf(new Date(this.clock.now().getTime() - keptDays * 86_400_000));
    while ((await this.database.query(this.remove, [oldest])).length > 0);
    while ((await this.database.query(this.removeMany, [keptOfClient])).length > 0);
  }
}
