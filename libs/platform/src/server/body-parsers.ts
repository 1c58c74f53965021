import { invalidRequest } from '@sandbank/oauth';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { assertUnambiguous, utf8Text } from './strict-json.js';

export type BodyKind = 'form' | 'json';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route takes JSON in an app that reads forms besides. */
    takesJson?: boolean;
  }
}

/** Lets a handler take JSON, and nothing else, in an app that reads both: without it a route takes forms alone. */
export const TakesJson = (): MethodDecorator => RouteConfig({ takesJson: true });

/**
 * Registers the body parsers an app needs. A form arrives as its raw text: the reader decides about repeats. JSON is
 * refused where two readers could take it for different things. In an app of both, each route takes one.
 */
export function parseBodies(fastify: FastifyInstance, kinds: readonly BodyKind[]): void {
  fastify.removeAllContentTypeParsers();
  const isMixed = kinds.includes('form') && kinds.includes('json');
  const assertKind = ({ routeOptions }: FastifyRequest, kind: BodyKind): void => {
    if (!isMixed || (routeOptions.config.takesJson === true) === (kind === 'json')) return;
    throw invalidRequest('the content type is not supported here', { status: 415 });
  };
  if (kinds.includes('form')) {
    fastify.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (request, body, done) => {
        assertKind(request, 'form');
        done(null, body);
      },
    );
  }
  if (kinds.includes('json')) {
    const parse = fastify.getDefaultJsonParser('error', 'error');
    fastify.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      // What it throws becomes the answer.
      (request, body, done) => {
        assertKind(request, 'json');
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
