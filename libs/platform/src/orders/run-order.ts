import { text } from 'node:stream/consumers';
import { OAuthError } from '@sandbank/oauth';
import { createPool, Database } from '../database/database.js';
import { withPassword } from '../database/database.module.js';
import { OrderRefused } from './order-refused.js';

/** Where an app keeps its data. */
export interface OrderDatabase {
  readonly SANDBANK_DATABASE_URL: string;
  readonly SANDBANK_DATABASE_PASSWORD_FILE?: string | undefined;
}

/**
 * Carries out one order of an operator in a process of its own: the order arrives as JSON on standard input, since
 * secrets never stand on a command line, and its outcome leaves as JSON on standard output.
 */
export async function runOrder(
  settings: OrderDatabase,
  carryOut: (order: unknown, database: Database) => Promise<unknown>,
): Promise<void> {
  const { SANDBANK_DATABASE_URL: url, SANDBANK_DATABASE_PASSWORD_FILE: password } = settings;
  const pool = createPool(withPassword(url, password), 2);
  try {
    const order: unknown = JSON.parse(await text(process.stdin));
    answer({ result: (await carryOut(order, new Database(pool))) ?? null });
  } catch (error) {
    answer(failureOf(error));
  } finally {
    await pool.end();
  }
}

/** What a person can mend; anything else is thrown again. */
function failureOf(error: unknown): object {
  if (error instanceof OrderRefused) return { problems: error.problems };
  if (error instanceof OAuthError && error.error === 'temporarily_unavailable') {
    return { unavailable: String(error.cause) };
  }
  throw error;
}

function answer(outcome: object): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
