import { traced } from '@sandbank/oauth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Gets each request with its answer, once the answer is on its way. */
export interface ExchangeSink {
  record(request: FastifyRequest, reply: FastifyReply): void;
}

/** Follows every request from its handler to its answer; nothing waits for it. */
export function noteExchanges(fastify: FastifyInstance, sink: ExchangeSink): void {
  fastify.decorateRequest('trace', undefined);
  fastify.decorateRequest('answer', undefined);
  // Not before: the events in which a body arrives do not carry what was begun earlier.
  fastify.addHook('preValidation', (request, _reply, done) => {
    request.trace = { runs: [] };
    traced(request.trace, done);
  });
  fastify.addHook('preSerialization', (request, _reply, payload, done) => {
    request.answer = payload;
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    sink.record(request, reply);
    done();
  });
}
