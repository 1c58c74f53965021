import { Injectable } from '@nestjs/common';
import type { OAuthError } from '@sandbank/oauth';
import { RefusalWriter } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** JSON for a person at a terminal, with the id under which the log tells more. */
@Injectable()
export class ControlRefusalWriter extends RefusalWriter {
  write(refusal: OAuthError, request: FastifyRequest, reply: FastifyReply): void {
    const { error, description, status, headers } = refusal;
    void reply
      .status(status)
      .headers(headers)
      .type('application/json; charset=utf-8')
      .send({ error, error_description: description, interaction_id: request.id });
  }
}
