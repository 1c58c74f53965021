import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer, type Logger } from '@sandbank/platform';
import { ControlModule, type Banks } from './control.module.js';
import type { ControlAccess } from './control-settings.js';

/**
 * The control API beside the banks' application, whose database it uses: close it first. It shares no router with it, so
 * that neither can ever answer at the other's port. Not yet listening.
 */
export function createControlServer(
  banks: Banks,
  access: ControlAccess,
  tls: { readonly cert: string; readonly key: string },
  logger: Logger,
): Promise<NestFastifyApplication> {
  return createServer({
    ...{ tls, logger },
    bodies: ['json'],
    module: (routes) => ControlModule.forRoot(banks, access, routes),
  });
}
