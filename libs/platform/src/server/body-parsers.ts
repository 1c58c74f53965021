import type { FastifyInstance } from 'fastify';

export type BodyKind = 'form' | 'json';

/** Registers the body parsers an app needs. A form arrives as its raw text: the reader decides about repeats. */
export function parseBodies(fastify: FastifyInstance, kinds: readonly BodyKind[]): void {
  fastify.removeAllContentTypeParsers();
  if (kinds.includes('form')) {
    fastify.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, body),
    );
  }
  if (kinds.includes('json')) {
    fastify.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      fastify.getDefaultJsonParser('error', 'error'),
    );
  }
}
