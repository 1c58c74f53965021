import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger.js';
import { interactionIdHeader } from './interaction-id.js';
import { securityHeaderFields } from './security-headers.js';

/** How an app words the refusal of a request so broken that no route sees it. */
export type MalformedBody = (interactionId: string, status: number) => object;

const oauthBody: MalformedBody = () => ({
  error: 'invalid_request',
  error_description: 'the request is malformed',
});

const type = 'application/json; charset=utf-8';

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers for requests so broken that no route sees them, in the same shape as every refusal. */
export function answerBrokenRequests(logger: Logger, bodyOf: MalformedBody = oauthBody) {
  const note = (interactionId: string, status: number, code: string | undefined): void =>
    logger.info({ interaction_id: interactionId, status, reason: code }, 'broken request');
  return {
    frameworkErrors(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
      const status = error.statusCode ?? 400;
      note(request.id, status, error.code);
      void reply
        .status(status)
        .headers({ ...securityHeaderFields, [interactionIdHeader]: request.id })
        .type(type)
        .send(JSON.stringify(bodyOf(request.id, status)));
    },
    clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
      if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
      }
      const interactionId = randomUUID();
      const status = statuses[error.code ?? ''] ?? 400;
      note(interactionId, status, error.code);
      const body = JSON.stringify(bodyOf(interactionId, status));
      const fields = {
        ...securityHeaderFields,
        [interactionIdHeader]: interactionId,
        'content-type': type,
        'content-length': String(Buffer.byteLength(body)),
        connection: 'close',
      };
      const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
    },
  };
}
