import type { FastifyInstance } from 'fastify';

/** Header fields of every response; a page replaces the content policy with its own. */
export const securityHeaderFields = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains', // SP-5.2.3-1
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer', // RFC 9700 4.2
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'x-frame-options': 'DENY', // RFC 9700 4.16
  'cache-control': 'no-store',
} as const;

export function securityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(securityHeaderFields);
    done();
  });
}
