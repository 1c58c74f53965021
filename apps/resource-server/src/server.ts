import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer, type Clock, type Logger } from '@sandbank/platform';
import { AppModule } from './app.module.js';
import type { Settings } from './config.js';

/** The resource server, not yet listening; `clock` is for time travel. */
export function resourceServer(
  settings: Settings,
  logger: Logger,
  clock?: Clock,
): Promise<NestFastifyApplication> {
  return createServer({
    tls: { cert: settings.SANDBANK_TLS_CERT_FILE, key: settings.SANDBANK_TLS_KEY_FILE },
    logger,
    bodies: [],
    module: (routes) =>
      AppModule.forRoot(settings, { routes, logger, ...(clock === undefined ? {} : { clock }) }),
  });
}
