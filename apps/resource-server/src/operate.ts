import { loadConfig, runMain, runOrder, SystemClock } from '@sandbank/platform';
import { databaseSettingsSchema } from './config.js';
import { addCustomer } from './operation/add-customer.js';

runMain(() =>
  runOrder(loadConfig(databaseSettingsSchema), (order, database) =>
    addCustomer(database, order, new SystemClock().now()),
  ),
);
