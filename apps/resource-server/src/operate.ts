import { loadConfig, runMain, runOrder, SystemClock } from '@sandbank/platform';
import { orderSettingsSchema } from './config.js';
import { carryOut } from './operation/operation.js';

runMain(() => {
  const settings = loadConfig(orderSettingsSchema);
  return runOrder(settings, (order, database, report) =>
    carryOut(database, order, new SystemClock().now(), settings.SANDBANK_SECRET_FILE, report),
  );
});
