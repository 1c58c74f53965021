import { invalidRequest } from '@sandbank/oauth';
import type { FastifyInstance } from 'fastify';

/** Refuses a request that names no host, or more than one (RFC 9112 3.2). */
export function requireOneHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    const hosts = raw.headersDistinct['host']?.length ?? 0;
    const isNamed = hosts === 1 || (hosts === 0 && raw.httpVersion === '1.0');
    done(isNamed ? undefined : invalidRequest('the request must name one host'));
  });
}
