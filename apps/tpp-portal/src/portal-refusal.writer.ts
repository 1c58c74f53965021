import { Injectable } from '@nestjs/common';
import type { OAuthError } from '@sandbank/oauth';
import { RefusalWriter } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Words every other refusal (unknown path, malformed body, database away) like the portal's own. */
@Injectable()
export class PortalRefusalWriter extends RefusalWriter {
  write(refusal: OAuthError, request: FastifyRequest, reply: FastifyReply): void {
    void reply
      .status(refusal.status)
      .headers(refusal.headers)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send({
        error: refusal.error,
        message: refusal.description,
        interaction_id: request.id,
      });
  }
}
