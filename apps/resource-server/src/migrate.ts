import { loadConfig, runMain, runMigrations, withPassword } from '@sandbank/platform';
import { databaseSettingsSchema } from './config.js';
import { migrations } from './migrations/index.js';

runMain(async () => {
  const settings = loadConfig(databaseSettingsSchema);
  const url = withPassword(
    settings.SANDBANK_DATABASE_URL,
    settings.SANDBANK_DATABASE_PASSWORD_FILE,
  );
  const done = await runMigrations(url, 'resource_server', migrations);
  process.stdout.write(`${JSON.stringify({ app: 'resource-server', migrations: done })}\n`);
});
