import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import type { OAuthError } from '@sandbank/oauth';
import type { FastifyRequest } from 'fastify';
import { BatchedRows } from '../batched-rows.js';
import { Clock } from '../clock.js';
import { Database, statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import { bankOf } from './bank-of.js';
import { clockSkewSeconds, secondsAhead } from './clock-skew.js';
import { storedEvidence } from './evidence.js';
import { presentedClaims } from './presented-claims.js';
import { RejectionAllowance } from './rejection-allowance.js';

/** Keeps why each request was refused, so that the portal can explain it; written in batches. */
@Injectable()
export class RejectionRecorder implements BeforeApplicationShutdown {
  private readonly allowance = new RejectionAllowance();
  private readonly rows: BatchedRows;

  constructor(
    @Inject(Database) database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) schema: string,
    @Inject(LOGGER) logger: Logger,
  ) {
    const insert = statement(
      'rejection.insert',
      `INSERT INTO ${schema}.rejection
       SELECT * FROM jsonb_populate_recordset(NULL::${schema}.rejection, $1::jsonb)`,
    );
    this.rows = new BatchedRows(database, insert, 'rejections', logger);
  }

  /** Notes a refusal; within the client's allowance, and with every secret reduced to a digest. */
  record(refusal: OAuthError, request: FastifyRequest): void {
    const at = this.clock.now();
    // As the rules see it.
    const nowSeconds = Math.floor(at.getTime() / 1000);
    const bank = bankOf(request);
    const client = request.clientId === undefined ? undefined : `${bank} ${request.clientId}`;
    const suppressed = this.allowance.take(client, nowSeconds);
    if (suppressed === undefined || this.rows.isFull) return;
    const claims = presentedClaims(request);
    this.rows.add({
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
    return this.rows.flush();
  }

  /** Before, not on: by then the pool has ended. */
  beforeApplicationShutdown(): Promise<void> {
    return this.rows.end();
  }
}
