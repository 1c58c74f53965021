import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BatchedRows } from '../batched-rows.js';
import { Clock } from '../clock.js';
import { Database, statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { bankOf } from '../refusals/bank-of.js';
import { presentedClaims } from '../refusals/presented-claims.js';
import { RejectionAllowance } from '../refusals/rejection-allowance.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import { exchangeDetail } from './exchange-detail.js';
import { GrowingIds } from './exchange-id.js';
import { EXCHANGES, type ExchangeOptions, type Lane } from './exchange-options.js';
import { noteExchanges, type ExchangeSink } from './note-exchanges.js';
import { rulesRun } from './rules-run.js';

const ownPerMinute = { client: 300, strangers: 0 };
const claimedPerMinute = { client: 30, strangers: 300 };

/** Whose exchange it is. */
interface Party {
  readonly bank: string;
  readonly clientId: string;
  readonly claimed: boolean;
}

/** Writes down each request that proves or names a client, with its answer, for that client's own developers. */
@Injectable()
export class ExchangeRecorder implements ExchangeSink, BeforeApplicationShutdown {
  private readonly own = new RejectionAllowance(ownPerMinute);
  private readonly claimed = new RejectionAllowance(claimedPerMinute);
  private readonly ids = new GrowingIds();
  private readonly rows: BatchedRows;

  constructor(
    @Inject(Database) database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) schema: string,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(EXCHANGES) private readonly options: ExchangeOptions,
    @Inject(HttpAdapterHost) { httpAdapter }: HttpAdapterHost,
  ) {
    // Who only names a client leaves something where there is such a client, and nowhere else.
    const insert = statement(
      'exchange.insert',
      `INSERT INTO ${schema}.exchange
       SELECT r.* FROM jsonb_populate_recordset(NULL::${schema}.exchange, $1::jsonb) r
       WHERE NOT r.claimed OR ${options.clientIsKnownSql}`,
    );
    this.rows = new BatchedRows(database, insert, 'exchanges', logger);
    noteExchanges(httpAdapter.getInstance<FastifyInstance>(), this);
  }

  /** Takes an exchange down, within its client's allowance; never throws. */
  record(request: FastifyRequest, reply: FastifyReply): void {
    const lane = this.options.laneOf(request.routeOptions.url ?? '');
    if (lane === undefined) return;
    const party = partyOf(request);
    if (party === undefined) return;
    const now = this.clock.now();
    const suppressed = this.allowed(party, Math.floor(now.getTime() / 1000));
    if (suppressed === undefined || this.rows.isFull) return;
    const { flowsOpenAt } = this.options;
    try {
      const id = this.ids.next(now);
      this.rows.add(row(request, reply, { ...party, id, lane, now, suppressed, flowsOpenAt }));
    } catch (error) {
      this.logger.warn({ err: error, interaction_id: request.id }, 'an exchange was not recorded');
    }
  }

  /** Writes what is queued; a failure never reaches a caller. */
  flush(): Promise<void> {
    return this.rows.flush();
  }

  /** Before, not on: by then the pool has ended. */
  beforeApplicationShutdown(): Promise<void> {
    return this.rows.end();
  }

  /** How many before it were not kept; undefined when neither is this one. */
  private allowed({ bank, clientId, claimed }: Party, nowSeconds: number): number | undefined {
    const client = `${bank} ${clientId}`;
    if (!claimed) return this.own.take(client, nowSeconds);
    // All who prove nothing share one allowance: invented names must not have one each.
    return this.claimed.take(undefined, nowSeconds) === undefined
      ? undefined
      : this.claimed.take(client, nowSeconds);
  }
}

/** The client that was proven, or the one that a refused request named. */
function partyOf(request: FastifyRequest): Party | undefined {
  const bank = bankOf(request);
  if (bank === null) return undefined;
  if (request.clientId !== undefined) return { bank, clientId: request.clientId, claimed: false };
  if (request.refusal === undefined) return undefined;
  const { clientId } = presentedClaims(request);
  return clientId === undefined ? undefined : { bank, clientId, claimed: true };
}

interface Taken extends Party {
  readonly id: string;
  readonly lane: Lane;
  readonly now: Date;
  readonly suppressed: number;
  readonly flowsOpenAt: string | undefined;
}

function row(request: FastifyRequest, reply: FastifyReply, taken: Taken) {
  const { trace, refusal } = request;
  const { id, now, bank, clientId, claimed, lane, suppressed } = taken;
  const duration = Math.round(reply.elapsedTime * 10) / 10;
  return {
    id,
    occurred_at: new Date(now.getTime() - Math.round(duration)),
    interaction_id: request.id,
    ...{ bank, client_id: clientId, claimed, lane, suppressed },
    route: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
    status: reply.statusCode,
    duration_ms: duration,
    error: refusal?.error ?? null,
    clause: refusal?.clause ?? null,
    flow: trace?.flow ?? (isRefusedOpening(request, taken) ? id : null),
    grant_id: trace?.grantId ?? null,
    detail: { ...exchangeDetail(request, reply, lane), rules: rulesRun(trace, refusal) },
  };
}

/** A challenge for a nonce is answered at once by the same request again: no journey ends with it. */
function isRefusedOpening(
  { routeOptions, refusal }: FastifyRequest,
  { flowsOpenAt }: Taken,
): boolean {
  if (flowsOpenAt === undefined || routeOptions.url !== flowsOpenAt) return false;
  return refusal !== undefined && refusal.error !== 'use_dpop_nonce';
}
