import { createLogger, loadConfig, runMain, runServer } from '@sandbank/platform';
import { directorySettings } from './config.js';
import { createDirectory } from './directory-server.js';

runMain(async () => {
  const settings = loadConfig(directorySettings);
  const logger = createLogger('directory', settings.SANDBANK_LOG_LEVEL);
  const application = await createDirectory({ settings, logger });
  const where = { host: settings.SANDBANK_HOST, port: settings.SANDBANK_PORT };
  await runServer(application, where, logger);
});
