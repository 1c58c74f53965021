import { createLogger, loadConfig, runMain, runServer } from '@sandbank/platform';
import { settingsSchema } from './config.js';
import { resourceServer } from './server.js';

runMain(async () => {
  const settings = loadConfig(settingsSchema);
  const logger = createLogger('resource-server', settings.SANDBANK_LOG_LEVEL);
  const application = await resourceServer(settings, logger);
  const where = {
    host: settings.SANDBANK_HOST,
    port: settings.SANDBANK_PORT,
    mutualTlsPort: settings.SANDBANK_MTLS_PORT,
  };
  await runServer(application, where, logger);
});
