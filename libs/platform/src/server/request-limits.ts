import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyError } from 'fastify';
import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { interactionIdHeader } from './interaction-id.js';

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

const malformed = JSON.stringify({
  error: 'invalid_request',
  error_description: 'the request is malformed',
});

/** Answers for requests so broken that no route sees them, in the same shape as every refusal. */
export const answerBrokenRequests = {
  frameworkErrors(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
    void reply
      .status(error.statusCode ?? 400)
      .header(interactionIdHeader, request.id)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(malformed);
  },
  clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const status =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : '400 Bad Request';
    socket.end(
      `HTTP/1.1 ${status}\r\n${interactionIdHeader}: ${randomUUID()}\r\ncache-control: no-store\r\n` +
        `content-type: application/json; charset=utf-8\r\ncontent-length: ${malformed.length}\r\n` +
        `connection: close\r\n\r\n${malformed}`,
    );
  },
};
