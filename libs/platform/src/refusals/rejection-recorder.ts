import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import { OAuthError } from '@sandbank/oauth';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../clock.js';
import { Database, statement, type Statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import { clockSkewSeconds, secondsAhead } from './clock-skew.js';
import { storedEvidence } from './evidence.js';
import { presentedClaims } from './presented-claims.js';
import { RejectionAllowance } from './rejection-allowance.js';

const flushEveryMilliseconds = 250;
const queueMax = 1000;
const notRecorded = 'rejections could not be recorded';

type Row = Readonly<Record<string, unknown>>;

/** Keeps why each request was refused, so that the portal can explain it; written in batches. */
@Injectable()
export class RejectionRecorder implements BeforeApplicationShutdown {
  private readonly queue: Row[] = [];
  private readonly allowance = new RejectionAllowance();
  private readonly insert: Statement;
  private readonly timer: NodeJS.Timeout;
  private writing: Promise<void> | undefined;
  private heldUp = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) schema: string,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.insert = statement(
      'rejection.insert',
      `INSERT INTO ${schema}.rejection
       SELECT * FROM jsonb_populate_recordset(NULL::${schema}.rejection, $1::jsonb)`,
    );
    this.timer = setInterval(() => void this.flush(), flushEveryMilliseconds);
    this.timer.unref();
  }

  /** Notes a refusal; within the client's allowance, and with every secret reduced to a digest. */
  record(refusal: OAuthError, request: FastifyRequest): void {
    const at = this.clock.now();
    // As the rules see it.
    const nowSeconds = Math.floor(at.getTime() / 1000);
    const bank = bankOf(request);
    const client = request.clientId === undefined ? undefined : `${bank} ${request.clientId}`;
    const suppressed = this.allowance.take(client, nowSeconds);
    // A flood of refusals must not become a flood of memory.
    if (suppressed === undefined || this.queue.length >= queueMax) return;
    const claims = presentedClaims(request);
    this.queue.push({
      id: uuidV7(at),
      occurred_at: at,
      interaction_id: request.id,
      bank,
      client_id: request.clientId ?? null,
      claimed_client_id: request.clientId === undefined ? (claims.clientId ?? null) : null,
      route: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
      status: refusal.status,
      error: refusal.error,
      description: refusal.description,
      clause: refusal.clause ?? null,
      expected: storedEvidence(refusal.expected, refusal.clause),
      received: storedEvidence(refusal.received, refusal.clause),
      clock_skew_seconds: clockSkewSeconds(refusal, nowSeconds),
      client_clock_seconds: secondsAhead(claims.signedAtSeconds, nowSeconds),
      suppressed,
    });
  }

  /** Writes what is queued; a failure never reaches a caller, and what an outage holds up is tried again. */
  flush(): Promise<void> {
    // One turn at a time: during an outage they must not pile up and hold the pool.
    this.writing ??= this.drain().finally(() => (this.writing = undefined));
    return this.writing;
  }

  /** Before, not on: by then the pool has ended. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** What comes while some is written is written in the same turn. */
  private async drain(): Promise<void> {
    while (this.queue.length > 0 && (await this.written()));
  }

  /** False when the database does not answer: then what was taken is queued again. */
  private async written(): Promise<boolean> {
    const rows = this.queue.splice(0);
    try {
      await this.database.query(this.insert, [JSON.stringify(rows)]);
      this.heldUp = false;
    } catch (error) {
      // An outage passes; what PostgreSQL refuses now it would refuse again.
      const passes = error instanceof OAuthError;
      if (passes) this.queue.unshift(...rows.slice(0, queueMax - this.queue.length));
      if (!this.heldUp) this.logger.warn({ err: error, rows: rows.length }, notRecorded);
      this.heldUp = passes;
    }
    return !this.heldUp;
  }
}

const bankShape = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * The bank that the path names, also where there is no such route: a mistyped path is a refusal to explain too. What can be
 * no bank's name is left out: a U+0000 in it would cost the whole batch.
 */
function bankOf({ params, url }: FastifyRequest): string | null {
  const { bank = url.split('/', 2)[1] } = (params ?? {}) as { bank?: unknown };
  return typeof bank === 'string' && bankShape.test(bank) ? bank : null;
}
