import { Inject, Injectable } from '@nestjs/common';
import { Database, statement, type Statement } from '../database/database.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import { EXCHANGES, type ExchangeOptions } from './exchange-options.js';
import type { FiguresQuery } from './figures-query.js';

const rulesMax = 50;
const clientsMax = 200;

/** How many flows came as far as a step. */
export interface FunnelStep {
  readonly step: string;
  readonly flows: number;
}

/** How often a rule refused, and how many clients it met. */
export interface TopRule {
  readonly clause: string | null;
  readonly error: string;
  readonly count: number;
  readonly clients: number;
}

/** How a client fares; times in milliseconds. */
export interface ClientFigures {
  readonly client_id: string;
  readonly exchanges: number;
  readonly refused: number;
  readonly last_at: Date;
  readonly median_ms: number;
  readonly p95_ms: number;
}

/** What arrived within one step of time; `at` in seconds since 1970. */
export interface RatePoint {
  readonly at: number;
  readonly requests: number;
  readonly refused: number;
}

// A challenge for a nonce is part of the protocol, and no refusal.
const isRefused = `error IS NOT NULL AND error <> 'use_dpop_nonce'`;

/** Counts what was recorded of a bank, for its operators. Ids grow with time: a time is a range of the primary key. */
@Injectable()
export class FiguresStore {
  private readonly steps: readonly string[];
  private readonly funnelSteps: Statement;
  private readonly topRules: Statement;
  private readonly byClient: Statement;
  private readonly byTime: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(APP_SCHEMA) schema: string,
    @Inject(EXCHANGES) { funnel }: ExchangeOptions,
  ) {
    const exchanges = `${schema}.exchange e WHERE e.bank = $1 AND e.id >= $2 AND e.id < $3`;
    this.steps = Object.keys(funnel);
    const counts = Object.values(funnel).map((count) => `(${count})::int`);
    this.funnelSteps = statement(
      'figures.funnel',
      `SELECT ARRAY[${counts.join(', ')}] AS flows FROM ${exchanges} AND $4::timestamptz IS NOT NULL`,
    );
    this.topRules = statement(
      'figures.top_rules',
      `SELECT clause, error, sum(1 + coalesce(suppressed, 0))::int AS count,
         count(DISTINCT coalesce(client_id, claimed_client_id))::int AS clients
       FROM ${schema}.rejection WHERE bank = $1 AND id >= $2 AND id < $3 AND ${isRefused}
       GROUP BY clause, error ORDER BY count DESC, clause LIMIT ${rulesMax}`,
    );
    this.byClient = statement(
      'figures.clients',
      `SELECT client_id, sum(1 + suppressed)::int AS exchanges,
         count(*) FILTER (WHERE ${isRefused})::int AS refused, max(occurred_at) AS last_at,
         percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) AS median_ms,
         percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_ms) AS p95_ms
       FROM ${exchanges} GROUP BY client_id ORDER BY last_at DESC LIMIT ${clientsMax}`,
    );
    this.byTime = statement(
      'figures.rate',
      `SELECT (floor(extract(epoch FROM occurred_at) / $4::int) * $4::int)::float8 AS at,
         sum(1 + suppressed)::int AS requests, count(*) FILTER (WHERE ${isRefused})::int AS refused
       FROM ${exchanges} GROUP BY 1 ORDER BY 1`,
    );
  }

  /** How many flows came how far. */
  async funnel(bank: string, { from, to, since }: FiguresQuery): Promise<FunnelStep[]> {
    const values = [bank, from, to, since];
    const [row] = await this.database.query<{ flows: number[] }>(this.funnelSteps, values);
    return this.steps.map((step, at) => ({ step, flows: row?.flows[at] ?? 0 }));
  }

  /** The rules that refused most often. */
  top(bank: string, { from, to }: FiguresQuery): Promise<TopRule[]> {
    return this.database.query(this.topRules, [bank, from, to]);
  }

  /** How each client fares, the last to be heard of first. */
  clients(bank: string, { from, to }: FiguresQuery): Promise<ClientFigures[]> {
    return this.database.query(this.byClient, [bank, from, to]);
  }

  /** What arrived, by steps of time; steps in which nothing did are left out. */
  rate(bank: string, { from, to, stepSeconds }: FiguresQuery): Promise<RatePoint[]> {
    return this.database.query(this.byTime, [bank, from, to, stepSeconds]);
  }
}
