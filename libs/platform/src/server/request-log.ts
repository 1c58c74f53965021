import type { FastifyInstance } from 'fastify';
import type { Logger } from '../logger.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The authenticated client, once known: for logs and records. */
    clientId?: string;
  }
}

/** One line per request: the route's pattern, never its URL, which may carry a code or a request_uri. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.decorateRequest('clientId', undefined);
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.info({
      interaction_id: request.id,
      client_id: request.clientId,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime * 10) / 10,
    });
    done();
  });
}
