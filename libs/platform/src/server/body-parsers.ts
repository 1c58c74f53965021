import { invalidRequest } from '@sandbank/oauth';
import type { FastifyInstance } from 'fastify';
import { assertUnambiguous, utf8Text } from './strict-json.js';

export type BodyKind = 'form' | 'json';

/**
 * Registers the body parsers an app needs. A form arrives as its raw text: the reader decides about repeats. JSON is
 * refused where two readers could take it for different things.
 */
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
    const parse = fastify.getDefaultJsonParser('error', 'error');
    fastify.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      // What it throws becomes the answer.
      (request, body, done) => {
        assertPlain(request.headers['content-encoding']);
        const text = utf8Text(body as Buffer);
        const parsed: { error: Error | null; value?: unknown }[] = [];
        // It answers before it returns, and takes an error of whom it answers for one of its own.
        void parse(request, text, (error, value?: unknown) => void parsed.push({ error, value }));
        const [{ error, value } = { error: null }] = parsed;
        if (error === null) assertUnambiguous(text);
        done(error, value);
      },
    );
  }
}

// Nothing is decompressed here; what says that it is coded and is not would be read by others as something else.
function assertPlain(coding: string | undefined): void {
  if (coding === undefined || /^\s*(identity\s*)?$/i.test(coding)) return;
  const evidence = { expected: 'a body without Content-Encoding', received: coding };
  throw invalidRequest('the content coding is not supported here', { status: 415, ...evidence });
}
