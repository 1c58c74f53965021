import { fileURLToPath } from 'node:url';
import { createLogger, loadConfig, runMain, runServer } from '@sandbank/platform';
import { createPortal } from './portal-server.js';
import { portalSettings } from './portal-settings.js';
import { builtUi } from './ui/built-ui.js';

runMain(async () => {
  const settings = loadConfig(portalSettings);
  const logger = createLogger('tpp-portal', settings.SANDBANK_LOG_LEVEL);
  const ui = builtUi(fileURLToPath(new URL('../ui/dist', import.meta.url)));
  const application = await createPortal({ settings, logger, ui });
  const where = { host: settings.SANDBANK_HOST, port: settings.SANDBANK_PORT };
  await runServer(application, where, logger);
});
