import pg, { type Pool, type PoolClient } from 'pg';
import { temporarilyUnavailable } from '@sandbank/oauth';
import { copyInto } from './copy.js';

/** A named statement: PostgreSQL plans it once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

// PostgreSQL cuts longer names, and two statements could then share one.
const nameLengthMax = 63;

/** Names a statement. @throws RangeError for more than 63 characters. */
export function statement(name: string, text: string): Statement {
  if (name.length > nameLengthMax) throw new RangeError(`the statement name ${name} is too long`);
  return { name, text };
}

/** What can run a statement: the pool, or one transaction of it. */
export interface Queryable {
  query<R>(statement: Statement, values?: readonly unknown[]): Promise<R[]>;
}

/** What can be done inside a transaction. */
export interface Transaction extends Queryable {
  /**
   * Adds rows by `COPY … FROM STDIN`: `lines` are read as they are needed, each as `copyLine` makes it. Constraints and
   * triggers hold as they do for any INSERT.
   */
  copy(sql: string, lines: Iterable<string>): Promise<void>;
}

// Class 08 is a broken connection, 57P01..03 a server that stops or starts, 53300 one that is full; 40P01 was taken
// back because it and another waited for each other: asked again, it will do.
const unavailableStates = /^(08...|57P0[1-3]|53300|40P01)$/;
const unavailableCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);
// The driver gives these no code: cut while waiting, no connection or no answer in time, cut before it was asked.
const unavailableMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

/** True when a statement failed because it would have broken this constraint. */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === constraint;

/** True when the database did not answer, as opposed to having refused. */
export function databaseIsUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, syscall, message } = error as Partial<NodeJS.ErrnoException>;
  if (typeof code !== 'string') return unavailableMessages.test(message ?? '');
  if (code === 'ENOENT') return syscall === 'connect';
  return unavailableStates.test(code) || unavailableCodes.has(code);
}

async function answered<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending;
  } catch (cause) {
    if (!databaseIsUnavailable(cause)) throw cause;
    throw temporarilyUnavailable('try again shortly', { cause, headers: { 'retry-after': '2' } });
  }
}

async function run<R>(
  target: Pool | PoolClient,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<R[]> {
  const result = await answered(target.query({ name, text, values: [...values] }));
  return result.rows as R[];
}

/**
 * The thin layer of the hot paths: named statements over the data source's own pool.
 * Throws `temporarily_unavailable` when PostgreSQL cannot be reached.
 */
export class Database implements Queryable {
  constructor(private readonly pool: Pool) {}

  query<R>(statement: Statement, values: readonly unknown[] = []): Promise<R[]> {
    return run<R>(this.pool, statement, values);
  }

  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const client = await answered(this.pool.connect());
    let broken: Error | undefined;
    // A connection that breaks between two statements tells its client; unheard, that would end the process.
    const noteBreak = (cause: Error): void => {
      broken = cause;
    };
    client.on('error', noteBreak);
    try {
      await answered(client.query('BEGIN'));
      const result = await work({
        query: <R>(statement: Statement, values: readonly unknown[] = []) =>
          run<R>(client, statement, values),
        copy: (sql, lines) => answered(copyInto(client, sql, lines)),
      });
      await answered(client.query('COMMIT'));
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(noteBreak);
      throw error;
    } finally {
      client.off('error', noteBreak);
      client.release(broken);
    }
  }
}

/**
 * A connection that the database ends with its very first words breaks before whoever asked for it can listen, and unheard
 * that would end the process; its next statement fails instead.
 */
export function hearEarlyEnds(pool: Pool): Pool {
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A pool for places without a data source: seeds, commands and tests. The caller ends it. */
export function createPool(url: string, maxConnections = 4): Pool {
  const pool = hearEarlyEnds(new pg.Pool({ connectionString: url, max: maxConnections }));
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}
