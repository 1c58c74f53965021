import 'reflect-metadata';
import { loadConfig, runMain, runMigrations } from '@sandbank/platform';
import { z } from 'zod';
import { migrations } from './migrations/index.js';

const settings = z.object({ SANDBANK_DATABASE_URL: z.url() });

runMain(async () => {
  const { SANDBANK_DATABASE_URL: url } = loadConfig(settings);
  await runMigrations(url, 'directory', migrations);
});
