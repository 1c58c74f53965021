import 'reflect-metadata';
import { consentMigrations } from '@sandbank/consent';
import { auditMigrations, loadConfig, runMain, runMigrations } from '@sandbank/platform';
import { z } from 'zod';
import { migrations } from './migrations/index.js';

const settings = z.object({ SANDBANK_DATABASE_URL: z.url() });

runMain(async () => {
  const { SANDBANK_DATABASE_URL: url } = loadConfig(settings);
  await runMigrations(url, 'audit', auditMigrations);
  await runMigrations(url, 'consent', consentMigrations);
  await runMigrations(url, 'authorization_server', migrations);
});
