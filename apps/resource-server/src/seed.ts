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
import { seedSchema, type Seed } from './seed/persona.js';
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
  const parsed = seedSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.')}: ${issue.message}`,
  );
  throw new ConfigError(`the seed ${path} is not usable:\n${problems.join('\n')}`);
}
