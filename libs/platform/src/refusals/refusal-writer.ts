import type { OAuthError } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** How an app words a refusal on the wire; only `RefusalFilter` calls it. */
export abstract class RefusalWriter {
  abstract write(refusal: OAuthError, request: FastifyRequest, reply: FastifyReply): void;
}

/** The JSON body of RFC 6749 5.2. */
export class JsonRefusalWriter extends RefusalWriter {
  write(refusal: OAuthError, _request: FastifyRequest, reply: FastifyReply): void {
    void reply
      .status(refusal.status)
      .headers(refusal.headers)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send({ error: refusal.error, error_description: refusal.description });
  }
}
