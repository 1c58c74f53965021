import { OAuthError } from '@sandbank/oauth';
import type { Database, Statement } from './database/database.js';
import type { Logger } from './logger.js';

const flushEveryMilliseconds = 250;
const queueMax = 1000;
/** Enough to find a few rows among a thousand; where all are refused, the rest is not tried one by one. */
const refusalsMax = 50;

export type Row = Readonly<Record<string, unknown>>;

/**
 * Rows that no request waits for: they are written in batches, and what an outage holds up is tried again. A row that
 * PostgreSQL refuses is left out, and costs no other its place.
 */
export class BatchedRows {
  private readonly queue: Row[] = [];
  private readonly timer: NodeJS.Timeout;
  private writing: Promise<void> | undefined;
  private heldUp = false;

  constructor(
    private readonly database: Database,
    /** Its one parameter is the batch, an array of JSON. */
    private readonly insert: Statement,
    /** What is recorded, for the log. */
    private readonly what: string,
    private readonly logger: Logger,
  ) {
    this.timer = setInterval(() => void this.flush(), flushEveryMilliseconds);
    this.timer.unref();
  }

  /** A flood, or an outage, must not become a flood of memory: beyond a thousand, a row is to be left out. */
  get isFull(): boolean {
    return this.queue.length >= queueMax;
  }

  add(row: Row): void {
    if (!this.isFull) this.queue.push(row);
  }

  /** Writes what is queued; a failure never reaches a caller. */
  flush(): Promise<void> {
    // One turn at a time: during an outage they must not pile up and hold the pool.
    this.writing ??= this.drain().finally(() => (this.writing = undefined));
    return this.writing;
  }

  /** Writes the rest, and no more after it. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** What comes while some is written is written in the same turn. */
  private async drain(): Promise<void> {
    while (this.queue.length > 0 && (await this.written()));
  }

  /** False when the database does not answer: then what is left is queued again. */
  private async written(): Promise<boolean> {
    const batches = [this.queue.splice(0)];
    const lost: Row[] = [];
    let refused: unknown;
    let refusals = 0;
    for (let rows = batches.pop(); rows !== undefined; rows = batches.pop()) {
      try {
        await this.database.query(this.insert, [JSON.stringify(rows)]);
      } catch (error) {
        // An outage passes; what PostgreSQL refuses now it would refuse again.
        if (error instanceof OAuthError)
          return this.holdUp([rows, ...batches.reverse()].flat(), error);
        refused = error;
        refusals += 1;
        const middle = Math.ceil(rows.length / 2);
        if (rows.length === 1 || refusals > refusalsMax) lost.push(...rows);
        else batches.push(rows.slice(middle), rows.slice(0, middle));
      }
    }
    if (lost.length > 0) this.warn(refused, lost.length);
    this.heldUp = false;
    return true;
  }

  private holdUp(rows: readonly Row[], error: OAuthError): false {
    this.queue.unshift(...rows.slice(0, queueMax - this.queue.length));
    if (!this.heldUp) this.warn(error, rows.length);
    this.heldUp = true;
    return false;
  }

  private warn(error: unknown, rows: number): void {
    this.logger.warn({ err: error, rows }, `${this.what} could not be recorded`);
  }
}
