import { once } from 'node:events';
import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { constants } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { closingOf } from '../server/closing.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Absent where the app asks no client for a certificate. */
    mutualTlsListener?: MutualTlsListener;
  }
}

/** What both listeners of an app have in common. */
export interface ListenerLimits {
  readonly requestTimeout: number;
  readonly keepAliveTimeout: number;
}

/**
 * The second way into an app: TLS that asks for a client's certificate and takes any, or none. Whom a certificate
 * speaks for is for the endpoint to decide.
 */
export class MutualTlsListener {
  private readonly closings: (() => Promise<void>)[] = [];
  private readonly sockets = new WeakSet<Socket>();

  constructor(
    private readonly tls: ServerOptions,
    private readonly limits: ListenerLimits,
    private readonly fastify: FastifyInstance,
    private readonly onClientError: (error: Error, socket: Socket) => void,
  ) {
    fastify.addHook('preClose', () => this.close());
  }

  /** Listens on every address of the host; resolves to the port, which is a free one for 0. */
  async listen(host: string, port: number): Promise<number> {
    const [first, ...others] = await lookup(host, { all: true });
    const bound = await this.listenAt(first?.address ?? host, port);
    for (const { address } of others) {
      // As with the first listener: a machine may lack one of the two kinds of address.
      await this.listenAt(address, bound).catch(() => undefined);
    }
    return bound;
  }

  /** Whether a request came in here. */
  accepted({ socket }: IncomingMessage): boolean {
    return this.sockets.has(socket);
  }

  /** Takes no new connection and ends those there are. */
  async close(): Promise<void> {
    await Promise.all(this.closings.splice(0).map((close) => close()));
  }

  private async listenAt(host: string, port: number): Promise<number> {
    const server = createServer(mutual(this.tls), (request, response) => {
      this.fastify.routing(request, response);
    });
    const close = closingOf(server);
    Object.assign(server, this.limits);
    server.setTimeout(0);
    server.on('secureConnection', (socket) => this.sockets.add(socket));
    server.on('checkExpectation', (...exchange) => server.emit('request', ...exchange));
    server.on('clientError', this.onClientError);
    server.listen({ host, port });
    await once(server, 'listening');
    this.closings.push(close);
    return (server.address() as AddressInfo).port;
  }
}

/**
 * No authorities are named to clients: a client that is told names shows only a certificate of theirs, never one that it
 * signed itself (RFC 8446 4.2.4, RFC 8705 2.2). No session is resumed: a verdict is never older than its handshake.
 */
function mutual(tls: ServerOptions): ServerOptions {
  const secureOptions = (tls.secureOptions ?? 0) | constants.SSL_OP_NO_TICKET;
  return { ...tls, secureOptions, requestCert: true, rejectUnauthorized: false };
}

/**
 * Opens the listener for mutual TLS of an application; resolves to its port. Throws `Error` for an application that was
 * created without authorities for clients.
 */
export async function listenMutualTls(
  application: NestFastifyApplication,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  const { mutualTlsListener } = application.getHttpAdapter().getInstance();
  if (mutualTlsListener === undefined)
    throw new Error('this application was created without mutual TLS');
  return mutualTlsListener.listen(host, port);
}
