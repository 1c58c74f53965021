import { text } from 'node:stream/consumers';
import {
  createPool,
  Database,
  loadConfig,
  runMain,
  SystemClock,
  withPassword,
} from '@sandbank/platform';
import { ZodError } from 'zod';
import { databaseSettingsSchema } from './config.js';
import { addCustomer, addCustomerSchema } from './operation/add-customer.js';

// One order as JSON on standard input, its outcome as JSON on standard output.

runMain(async () => {
  const settings = loadConfig(databaseSettingsSchema);
  const { SANDBANK_DATABASE_URL: url, SANDBANK_DATABASE_PASSWORD_FILE: password } = settings;
  const pool = createPool(withPassword(url, password), 1);
  try {
    const order = addCustomerSchema.parse(JSON.parse(await text(process.stdin)));
    answer({ result: await addCustomer(new Database(pool), order, new SystemClock().now()) });
  } catch (error) {
    answer({ problems: problemsOf(error) });
  } finally {
    await pool.end();
  }
});

/** Whatever else was thrown is no problem of the order. */
function problemsOf(error: unknown): object[] {
  if (error instanceof RangeError) return [{ message: error.message }];
  if (!(error instanceof ZodError)) throw error;
  return error.issues.map(({ path, message }) => ({ member: path.join('.'), message }));
}

function answer(outcome: object): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
