import 'reflect-metadata';
import { loadConfig, runMain, runOrder, serverSettings, SystemClock } from '@sandbank/platform';
import { carryOut } from './operation/operation.js';

const settingsSchema = serverSettings.pick({
  SANDBANK_DATABASE_URL: true,
  SANDBANK_DATABASE_PASSWORD_FILE: true,
  SANDBANK_SECRET_FILE: true,
});

runMain(() => {
  const settings = loadConfig(settingsSchema);
  return runOrder(settings, (order, database) =>
    carryOut(order, { database, clock: new SystemClock(), secret: settings.SANDBANK_SECRET_FILE }),
  );
});
