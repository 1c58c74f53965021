import 'reflect-metadata';
import {
  createPool,
  Database,
  loadConfig,
  runMain,
  secretFile,
  serverSettings,
  SystemClock,
  withPassword,
} from '@sandbank/platform';
import { resealKeys } from './issuer/key-commands.js';

const settingsSchema = serverSettings
  .pick({
    SANDBANK_DATABASE_URL: true,
    SANDBANK_DATABASE_PASSWORD_FILE: true,
    SANDBANK_SECRET_FILE: true,
  })
  .extend({ SANDBANK_NEW_SECRET_FILE: secretFile });

// Seals the banks' private keys with another secret, while the servers stand still.
runMain(async () => {
  const settings = loadConfig(settingsSchema);
  const { SANDBANK_DATABASE_URL: url, SANDBANK_DATABASE_PASSWORD_FILE: password } = settings;
  const pool = createPool(withPassword(url, password));
  try {
    const context = {
      database: new Database(pool),
      secret: settings.SANDBANK_SECRET_FILE,
      clock: new SystemClock(),
    };
    const resealed = await resealKeys(context, settings.SANDBANK_NEW_SECRET_FILE);
    process.stdout.write(`${resealed} keys are sealed with the new secret\n`);
  } finally {
    await pool.end();
  }
});
