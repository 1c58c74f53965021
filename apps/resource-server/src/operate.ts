import { loadConfig, runMain, runOrder, SystemClock } from '@sandbank/platform';
import { databaseSettingsSchema } from './config.js';
import { carryOut } from './operation/operation.js';

runMain(() =>
  runOrder(loadConfig(databaseSettingsSchema), (order, database) =>
    carryOut(database, order, new SystemClock().now()),
  ),
);
