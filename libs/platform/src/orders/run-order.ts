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

/** Tells whoever gave a long order how far it is. */
export type Report = (progress: string) => void;

/**
 * Carries out one order of an operator in a process of its own: the order arrives as JSON on standard input, since
 * secrets never stand on a command line, and its outcome leaves as JSON on the last line of standard output. Lines
 * before it tell of the progress.
 */
export async function runOrder(
  settings: OrderDatabase,
  carryOut: (order: unknown, database: Database, report: Report) => Promise<unknown>,
): Promise<void> {
  const { SANDBANK_DATABASE_URL: url, SANDBANK_DATABASE_PASSWORD_FILE: password } = settings;
  const pool = createPool(withPassword(url, password), 2);
  try {
    const order: unknown = JSON.parse(await text(process.stdin));
    const report: Report = (progress) => answer({ progress });
    answer({ result: (await carryOut(order, new Database(pool), report)) ?? null });
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
