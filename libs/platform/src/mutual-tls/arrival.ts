import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Arrival, ClientCertificates } from './client-certificates.js';
import type { MutualTlsListener } from './mutual-tls-listener.js';
import type { PresentedCertificate } from './seen-certificate.js';
import { isServedOverMutualTls } from './served-over-mutual-tls.js';

const arrivals = new WeakMap<FastifyRequest, Arrival>();

/** The certificate that the client of this request holds the key of; undefined when it showed none. */
export function presentedCertificate(request: FastifyRequest): PresentedCertificate | undefined {
  return arrivals.get(request)?.presented;
}

/**
 * Whether the request came to an endpoint of `mtls_endpoint_aliases`: over the listener for mutual TLS, or from a trusted
 * proxy that names the client's certificate. Its URL then begins with the base URL of the aliases (RFC 8705 5).
 */
export function arrivedByMutualTls(request: FastifyRequest): boolean {
  return arrivals.get(request)?.byMutualTls === true;
}

/** Finds out how each request came, before anything else asks, and keeps browsers' endpoints off mutual TLS. */
export function noteArrivals(
  fastify: FastifyInstance,
  certificates: ClientCertificates,
  listener: MutualTlsListener,
  now: () => Date,
): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    try {
      const arrival = certificates.arrival(request.raw, listener.accepted(request.raw), now());
      arrivals.set(request, arrival);
      const isHidden = arrival.byMutualTls && !isServedOverMutualTls(request);
      done(isHidden ? new NotFoundException() : undefined);
    } catch (error) {
      done(error as Error);
    }
  });
}
