import { createServer } from '@sandbank/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type PortalParts } from './app.module.js';
import { serveAssets } from './ui/built-ui.js';

/** The portal's server, not yet listening. */
export async function createPortal(parts: PortalParts): Promise<NestFastifyApplication> {
  const application = await createServer({
    tls: {
      cert: parts.settings.SANDBANK_TLS_CERT_FILE,
      key: parts.settings.SANDBANK_TLS_KEY_FILE,
    },
    logger: parts.logger,
    bodies: ['json'],
    module: (routes) => AppModule.with(parts, routes),
  });
  const fastify = application.getHttpAdapter().getInstance();
  await serveAssets(fastify, parts.ui);
  return application;
}
