import { createLogger, createServer, mutualTlsOf, runMain, runServer } from '@sandbank/platform';
import { AppModule } from './app.module.js';
import { loadSettings } from './config.js';

runMain(async () => {
  const settings = loadSettings();
  const logger = createLogger('authorization-server', settings.SANDBANK_LOG_LEVEL);
  const application = await createServer({
    tls: { cert: settings.SANDBANK_TLS_CERT_FILE, key: settings.SANDBANK_TLS_KEY_FILE },
    mutualTls: mutualTlsOf(settings),
    logger,
    bodies: ['form'],
    module: (routes) => AppModule.forRoot({ settings, logger, routes }),
  });
  const where = {
    host: settings.SANDBANK_HOST,
    port: settings.SANDBANK_PORT,
    mutualTlsPort: settings.SANDBANK_MTLS_PORT,
  };
  await runServer(application, where, logger);
});
