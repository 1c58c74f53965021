import { setTimeout as delay } from 'node:timers/promises';
import type { SandboxDescription } from './description.js';
import { PostgresProxy } from './postgres-proxy.js';
import type { Send } from './script-app.js';
import { databasePortOf, SecondProcess } from './second-process.js';

// Time for PostgreSQL to do what it was told last; it needs none for what it was not told.
const settleMilliseconds = 100;
const statementsMax = 60;

/** An authorization server process that dies at a chosen word to PostgreSQL. */
export class MortalProcess {
  private constructor(
    private readonly process: SecondProcess,
    private readonly proxy: PostgresProxy,
  ) {}

  static async start(home: string, description: SandboxDescription): Promise<MortalProcess> {
    const proxy = await PostgresProxy.start(databasePortOf(home));
    return new MortalProcess(await SecondProcess.start(home, description, proxy.port), proxy);
  }

  /** Sends to this process what was meant for the sandbox's own. */
  readonly send: Send = (url, init) => fetch(this.process.at(url), init);

  /**
   * Begins `work` here and kills the process after that many statements, when all that was open there is
   * rolled back. Resolves to true if the work was answered before.
   */
  async dieAfter(statements: number, work: () => Promise<unknown>): Promise<boolean> {
    const frozen = this.proxy.freezeAfter(statements).then(() => false);
    const working = work().then(() => true);
    // The connection of whoever waits breaks with the process.
    working.catch(() => undefined);
    const isAnswered = await Promise.race([working, frozen]);
    await delay(settleMilliseconds);
    await this.process.kill();
    await this.proxy.untilForgotten();
    await this.proxy.stop();
    return isAnswered;
  }
}

/**
 * Does the same work at one process after the other, which die after the first statement, after the second
 * and so on, until one lives long enough. `look` says after each death whether the work is still to be done. Resolves
 * to the number of deaths.
 */
export async function killAfterEachStatement(
  start: () => Promise<MortalProcess>,
  work: (send: Send) => Promise<unknown>,
  look: () => Promise<boolean>,
): Promise<number> {
  for (let statements = 1; statements <= statementsMax; statements += 1) {
    const process = await start();
    const isAnswered = await process.dieAfter(statements, () => work(process.send));
    if (isAnswered) return statements - 1;
    if (!(await look())) return statements;
  }
  throw new Error(`not finished after ${statementsMax} statements`);
}
