import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer, mutualTlsOf, type Clock, type Logger } from '@sandbank/platform';
import { AppModule } from './app.module.js';
import type { Settings } from './config.js';
import { OpenBankingRefusalWriter } from './open-banking/open-banking.refusal-writer.js';

/** The resource server, not yet listening; `clock` is for time travel. */
export function resourceServer(
  settings: Settings,
  logger: Logger,
  clock?: Clock,
): Promise<NestFastifyApplication> {
  const refusalWriter = new OpenBankingRefusalWriter(settings.SANDBANK_PORTAL_URL);
  const parts = { logger, refusalWriter, ...(clock === undefined ? {} : { clock }) };
  return createServer({
    tls: { cert: settings.SANDBANK_TLS_CERT_FILE, key: settings.SANDBANK_TLS_KEY_FILE },
    mutualTls: mutualTlsOf(settings),
    logger,
    bodies: ['json'],
    malformedBody: (interactionId, status) => refusalWriter.malformed(interactionId, status),
    module: (routes) => AppModule.forRoot(settings, { routes, ...parts }),
  });
}
