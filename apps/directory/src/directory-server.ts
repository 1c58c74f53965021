import { createServer } from '@sandbank/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type DirectoryParts } from './app.module.js';

/** The directory's server, not yet listening. */
export function createDirectory(parts: DirectoryParts): Promise<NestFastifyApplication> {
  const { SANDBANK_TLS_CERT_FILE: cert, SANDBANK_TLS_KEY_FILE: key } = parts.settings;
  return createServer({
    tls: { cert, key },
    logger: parts.logger,
    bodies: ['json'],
    module: (routes) => AppModule.with(parts, routes),
  });
}
