import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyError } from 'fastify';
import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
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

/** How an app words the refusal of a request so broken that no route sees it. */
export type MalformedBody = (interactionId: string, status: number) => object;

const oauthBody: MalformedBody = () => ({
  error: 'invalid_request',
  error_description: 'the request is malformed',
});

/** Answers for requests so broken that no route sees them, in the same shape as every refusal. */
export const answerBrokenRequests = (bodyOf: MalformedBody = oauthBody) => ({
  frameworkErrors(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
    const status = error.statusCode ?? 400;
    void reply
      .status(status)
      .header(interactionIdHeader, request.id)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(bodyOf(request.id, status)));
  },
  clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
    const interactionId = randomUUID();
    const body = JSON.stringify(bodyOf(interactionId, status));
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${interactionIdHeader}: ${interactionId}\r\n` +
        'cache-control: no-store\r\ncontent-type: application/json; charset=utf-8\r\n' +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  },
});
