import { createLogger, createServer, mutualTlsOf, runMain, runServer } from '@sandbank/platform';
import { AppModule } from './app.module.js';
import { loadSettings } from './config.js';
import { createControlServer } from './control/control-server.js';
import { controlAccessOf } from './control/control-settings.js';

runMain(async () => {
  const settings = loadSettings();
  const control = controlAccessOf(settings);
  const logger = createLogger('authorization-server', settings.SANDBANK_LOG_LEVEL);
  const tls = { cert: settings.SANDBANK_TLS_CERT_FILE, key: settings.SANDBANK_TLS_KEY_FILE };
  const application = await createServer({
    tls,
    mutualTls: mutualTlsOf(settings),
    logger,
    bodies: ['form', 'json'],
    module: (routes) => AppModule.forRoot({ settings, logger, routes }),
  });
  const where = {
    host: settings.SANDBANK_HOST,
    port: settings.SANDBANK_PORT,
    mutualTlsPort: settings.SANDBANK_MTLS_PORT,
    neighbour: control && {
      application: await createControlServer(application, control, tls, logger),
      // Whatever address the banks have: operators work on this machine.
      ...{ host: 'localhost', port: control.port },
    },
  };
  await runServer(application, where, logger);
});
