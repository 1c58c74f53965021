import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import {
  createPool,
  Database,
  loadConfig,
  runMain,
  serverSettings,
  SystemClock,
  withPassword,
} from '@sandbank/platform';
import { carryOut, parsedOperation } from './operation/operation.js';
import { OperationRefused } from './operation/problem.js';

// One order as JSON on standard input, its outcome as JSON on standard output: secrets never stand on a command line.

const settingsSchema = serverSettings.pick({
  SANDBANK_DATABASE_URL: true,
  SANDBANK_DATABASE_PASSWORD_FILE: true,
  SANDBANK_AUTHORIZATION_SERVER_URL: true,
});

runMain(async () => {
  const settings = loadConfig(settingsSchema);
  const { SANDBANK_DATABASE_URL: url, SANDBANK_DATABASE_PASSWORD_FILE: password } = settings;
  const pool = createPool(withPassword(url, password), 2);
  const operator = {
    database: new Database(pool),
    now: new SystemClock().now(),
    baseUrl: settings.SANDBANK_AUTHORIZATION_SERVER_URL,
  };
  try {
    const order = parsedOperation(JSON.parse(await text(process.stdin)));
    answer({ result: (await carryOut(order, operator)) ?? null });
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    answer({ problems: error.problems });
  } finally {
    await pool.end();
  }
});

function answer(outcome: object): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
