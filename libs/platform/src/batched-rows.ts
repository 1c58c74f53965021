import { OAuthError } from '@sandbank/oauth';
import type { Database, Statement } from './database/database.js';
import type { Logger } from './logger.js';

const flushEveryMilliseconds = 250;
const queueMax = 1000;

export type Row = Readonly<Record<string, unknown>>;

/** Rows that no request waits for: they are written in batches, and what an outage holds up is tried again. */
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
      if (!this.heldUp) {
        this.logger.warn({ err: error, rows: rows.length }, `${this.what} could not be recorded`);
      }
      this.heldUp = passes;
    }
    return !this.heldUp;
  }
}
