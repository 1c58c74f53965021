import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Clock, SystemClock } from '../clock.js';
import type { Logger } from '../logger.js';
import { nestLogger } from '../logger.js';
import { noteArrivals } from '../mutual-tls/arrival.js';
import { ClientCertificates, type MutualTlsOptions } from '../mutual-tls/client-certificates.js';
import { DirectoryAuthorities } from '../mutual-tls/directory-authorities.js';
import { MutualTlsListener } from '../mutual-tls/mutual-tls-listener.js';
import { closingOf } from './closing.js';
import { parseBodies, type BodyKind } from './body-parsers.js';
import { answerBrokenRequests, type MalformedBody } from './broken-requests.js';
import { interactionIdHeader, interactionIdOf } from './interaction-id.js';
import { logRequests } from './request-log.js';
import { RouteTable } from './route-table.js';
import { requireOneHost } from './require-one-host.js';
import { securityHeaders } from './security-headers.js';
import { tlsOptions } from './tls.js';

export interface ServerOptions {
  readonly tls: { readonly cert: string; readonly key: string };
  readonly logger: Logger;
  /** Asks clients for certificates, at a listener of its own; without it no certificate is ever seen. */
  readonly mutualTls?: MutualTlsOptions | undefined;
  /** The body kinds that this app reads; any other content type is refused. */
  readonly bodies: readonly BodyKind[];
  /** The body for requests that no route sees; RFC 6749's by default. */
  readonly malformedBody?: MalformedBody;
  /** Makes the app's root module; `routes` goes to `PlatformModule.forRoot`. */
  readonly module: (routes: RouteTable) => DynamicModule;
}

const headerBytesMax = 16_384;
const bodyBytesMax = 131_072;
const limits = { requestTimeout: 15_000, keepAliveTimeout: 72_000 };

/** A Nest application on Fastify over TLS, with the manners that every server here has. Not yet listening. */
export async function createServer(options: ServerOptions): Promise<NestFastifyApplication> {
  const https = {
    ...tlsOptions(options.tls.cert, options.tls.key),
    maxHeaderSize: headerBytesMax,
    // Node's own answer would have no body and no interaction id.
    requireHostHeader: false,
    // Below `requestTimeout`, or Node gives a body the minute that it gives headers; and it looks only twice a minute.
    headersTimeout: 10_000,
    connectionsCheckingInterval: 5000,
  };
  const broken = answerBrokenRequests(options.logger, options.malformedBody);
  const adapter = new FastifyAdapter({
    https,
    genReqId: (request: IncomingMessage) => interactionIdOf(request.headers),
    bodyLimit: bodyBytesMax,
    ...limits,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    ...broken,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(interactionIdHeader, request.id);
    done();
  });
  // An expectation that nobody knows may be ignored (RFC 9110 10.1.1); Node's own 417 has no interaction id.
  const server = fastify.server as Server;
  fastify.addHook('preClose', closingOf(server));
  server.on('checkExpectation', (...exchange) => server.emit('request', ...exchange));
  securityHeaders(fastify);
  requireOneHost(fastify);
  logRequests(fastify, options.logger);
  let clock: Clock = new SystemClock();
  const directory =
    options.mutualTls?.directory &&
    new DirectoryAuthorities(options.mutualTls.directory, () => clock.now(), options.logger);
  if (options.mutualTls !== undefined) {
    const listener = new MutualTlsListener(https, limits, fastify, (error, socket) =>
      broken.clientErrorHandler(error, socket),
    );
    fastify.decorate('mutualTlsListener', listener);
    const certificates = new ClientCertificates(options.mutualTls, directory);
    fastify.addHook('preClose', () => Promise.resolve(directory?.stop()));
    noteArrivals(fastify, certificates, listener, () => clock.now());
  }
  parseBodies(fastify, options.bodies);
  const application = await NestFactory.create<NestFastifyApplication>(
    options.module(new RouteTable(fastify)),
    adapter,
    { bodyParser: false, logger: nestLogger(options.logger), abortOnError: false },
  );
  clock = application.get(Clock);
  directory?.start();
  return application;
}
