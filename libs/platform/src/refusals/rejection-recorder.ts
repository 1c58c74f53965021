import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import { OAuthError } from '@sandbank/oauth';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../clock.js';
import { Database, statement, type Statement } from '../database/database.js';
import { LOGGER, type Logger } from '../logger.js';
import { APP_SCHEMA } from '../server/server-tokens.js';

const flushEveryMilliseconds = 250;
const queueMax = 1000;
const evidenceLengthMax = 500;
const notRecorded = 'rejections could not be recorded';

type Row = Readonly<Record<string, unknown>>;

/** Keeps why each request was refused, so that the portal can explain it; written in batches. */
@Injectable()
export class RejectionRecorder implements BeforeApplicationShutdown {
  private readonly queue: Row[] = [];
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

  record(refusal: OAuthError, request: FastifyRequest): void {
    // A flood of refusals must not become a flood of memory.
    if (this.queue.length >= queueMax) return;
    const at = this.clock.now();
    this.queue.push({
      id: uuidV7(at),
      occurred_at: at,
      interaction_id: request.id,
      client_id: request.clientId ?? null,
      route: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
      status: refusal.status,
      error: refusal.error,
      description: refusal.description,
      clause: refusal.clause ?? null,
      expected: evidence(refusal.expected),
      received: evidence(refusal.received),
    });
  }

  /** Writes what is queued; a failure never reaches a caller, and what an outage holds up is tried again. */
  flush(): Promise<void> {
    // One turn at a time: during an outage they must not pile up and hold the pool.
    this.writing ??= this.write().finally(() => (this.writing = undefined));
    return this.writing;
  }

  /** Before, not on: by then the pool has ended. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    await this.flush();
  }

  private async write(): Promise<void> {
    const rows = this.queue.splice(0);
    if (rows.length === 0) return;
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
  }
}

function evidence(value: unknown): string | null {
  if (value === undefined) return null;
  return storable(typeof value === 'string' ? value : JSON.stringify(value));
}

/** PostgreSQL stores neither U+0000 nor half a surrogate pair, and would refuse the whole batch. */
function storable(text: string): string {
  return text.replaceAll('\0', '').slice(0, evidenceLengthMax).toWellFormed();
}

/** DDL of the rejections of one app. */
export function rejectionTable(schema: string, role: string): string {
  return `CREATE TABLE ${schema}.rejection (
      id uuid PRIMARY KEY,
      occurred_at timestamptz NOT NULL,
      interaction_id uuid NOT NULL,
      client_id text,
      route text NOT NULL,
      status smallint NOT NULL,
      error text NOT NULL,
      description text NOT NULL,
      clause text,
      expected text,
      received text
    );
    CREATE INDEX rejection_interaction ON ${schema}.rejection (interaction_id);
    CREATE INDEX rejection_age ON ${schema}.rejection (occurred_at);
    CREATE INDEX rejection_client ON ${schema}.rejection (client_id, occurred_at DESC);
    GRANT SELECT, INSERT, DELETE ON ${schema}.rejection TO ${role};`;
}
