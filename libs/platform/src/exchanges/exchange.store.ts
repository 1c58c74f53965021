import { Inject, Injectable } from '@nestjs/common';
import { Database, statement, type Statement } from '../database/database.js';
import type { RejectedClient } from '../refusals/rejection.store.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import type { ExchangeDetail } from './exchange-detail.js';
import { firstId, lastId } from './exchange-id.js';
import type { Lane } from './exchange-options.js';
import type { ExchangeFilters, ExchangeQuery } from './exchange-query.js';
import type { ExecutedRule } from './rules-run.js';

/** An exchange as lists show it. */
export interface ExchangeRow {
  readonly id: string;
  readonly occurred_at: Date;
  readonly interaction_id: string;
  readonly bank: string;
  readonly client_id: string;
  readonly claimed: boolean;
  readonly lane: Lane;
  readonly route: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly error: string | null;
  readonly clause: string | null;
  readonly flow: string | null;
  readonly grant_id: string | null;
  readonly suppressed: number;
}

/** An exchange with all that is kept of it. */
export interface WholeExchangeRow extends ExchangeRow {
  readonly detail: ExchangeDetail & { readonly rules: readonly ExecutedRule[] };
}

const columns = `id, occurred_at, interaction_id, bank, client_id, claimed, lane, route, status, duration_ms,
  error, clause, flow, grant_id, suppressed`;

const filterNames = ['flow', 'grant_id', 'interaction_id'] as const;
type FilterName = (typeof filterNames)[number];

/** Reads what was recorded of one client, or under one interaction id. */
@Injectable()
export class ExchangeStore {
  private readonly lists = new Map<string, Statement>();
  private readonly one: Statement;
  private readonly ofInteraction: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(APP_SCHEMA) private readonly schema: string,
  ) {
    this.one = statement(
      'exchange.one',
      `SELECT * FROM ${schema}.exchange WHERE id = $3 AND bank = $1 AND client_id = $2`,
    );
    this.ofInteraction = statement(
      'exchange.of_interaction',
      `SELECT ${columns} FROM ${schema}.exchange WHERE interaction_id = $1 ORDER BY id LIMIT $2`,
    );
  }

  /** At most `limit` exchanges and one more, which says that there is a next page. */
  find({ bank, clientId }: RejectedClient, query: ExchangeQuery): Promise<ExchangeRow[]> {
    const { before = lastId, after, limit, filters } = query;
    const named = filterNames.filter((name) => filters[name] !== undefined);
    const list = this.listBy(named, after !== undefined);
    const values = named.map((name) => filters[name]);
    const border = after ?? before;
    return this.database.query(list, [bank, clientId, border, limit + 1, ...values]);
  }

  /** One exchange of this client; undefined for another's. */
  async get({ bank, clientId }: RejectedClient, id: string): Promise<WholeExchangeRow | undefined> {
    const [row] = await this.database.query<WholeExchangeRow>(this.one, [bank, clientId, id]);
    return row;
  }

  /** What was recorded under an interaction id, whoever it was, oldest first. */
  underInteraction(interactionId: string, limit: number): Promise<ExchangeRow[]> {
    return this.database.query(this.ofInteraction, [interactionId, limit]);
  }

  /** Everything of a client, oldest first. */
  all(client: RejectedClient, filters: ExchangeFilters, limit: number): Promise<ExchangeRow[]> {
    return this.find(client, { before: undefined, after: firstId, limit, filters });
  }

  private listBy(named: readonly FilterName[], isAscending: boolean): Statement {
    const name = ['exchange.list', isAscending ? 'up' : 'down', ...named].join('.');
    const known = this.lists.get(name);
    if (known !== undefined) return known;
    const conditions = named.map((column, at) => `AND ${column} = $${at + 5}`).join(' ');
    const made = statement(
      name,
      `SELECT ${columns} FROM ${this.schema}.exchange
       WHERE bank = $1 AND client_id = $2 AND id ${isAscending ? '>' : '<'} $3 ${conditions}
       ORDER BY id ${isAscending ? 'ASC' : 'DESC'} LIMIT $4`,
    );
    this.lists.set(name, made);
    return made;
  }
}
