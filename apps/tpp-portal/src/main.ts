import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { createLogger, loadConfig, runMain, runServer, tlsCipherSuites } from '@sandbank/platform';
import { createPortal } from './portal-server.js';
import { portalSettings } from './portal-settings.js';
import { builtUi } from './ui/built-ui.js';

// A bank is dialled with no other suites than those that our own servers offer (SP-5.2.2-2).
tls.DEFAULT_CIPHERS = tlsCipherSuites.join(':');

runMain(async () => {
  const settings = loadConfig(portalSettings);
  const logger = createLogger('tpp-portal', settings.SANDBANK_LOG_LEVEL);
  const ui = builtUi(fileURLToPath(new URL('../ui/dist', import.meta.url)));
  const application = await createPortal({ settings, logger, ui });
  const where = { host: settings.SANDBANK_HOST, port: settings.SANDBANK_PORT };
  await runServer(application, where, logger);
});
