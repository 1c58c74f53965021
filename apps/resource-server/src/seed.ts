import { readFile } from 'node:fs/promises';
import {
  ConfigError,
  createPool,
  Database,
  loadConfig,
  runMain,
  SystemClock,
  withPassword,
} from '@sandbank/platform';
import { databaseSettingsSchema } from './config.js';
import { seedSchema, type Seed } from './seed/seed-file.schema.js';
import { plant } from './seed/plant.js';

runMain(async () => {
  const settings = loadConfig(databaseSettingsSchema);
  const seed = await readSeed(process.argv[2]);
  const pool = createPool(
    withPassword(settings.SANDBANK_DATABASE_URL, settings.SANDBANK_DATABASE_PASSWORD_FILE),
    1,
  );
  try {
    const planted = await plant(new Database(pool), seed, new SystemClock().now());
    process.stdout.write(`${JSON.stringify({ app: 'resource-server', ...planted })}\n`);
  } finally {
    await pool.end();
  }
});

async function readSeed(path: string | undefined): Promise<Seed> {
  if (path === undefined) throw new ConfigError('usage: seed <file>');
  const given: unknown = JSON.parse(await readFile(path, 'utf8'));
  const parsed = seedSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `  ${placeOf(issue.path, given)}: ${issue.message}`,
  );
  throw new ConfigError(`the seed ${path} is not usable:\n${problems.join('\n')}`);
}

/** Where a problem is: people go by their names, not by their place in a list that nobody wrote. */
function placeOf([list, index, ...rest]: readonly PropertyKey[], given: unknown): string {
  const { customers = [] } = given as { readonly customers?: readonly { name?: unknown }[] };
  const name = list === 'customers' ? customers[Number(index)]?.name : undefined;
  const place = typeof name === 'string' ? [name, ...rest] : [list, index, ...rest];
  return place.map(String).join('.');
}
