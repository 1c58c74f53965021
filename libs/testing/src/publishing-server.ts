import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TestTls } from './test-tls.js';

/** What the server does with a request. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Answers with a body as JSON, and other header fields if wanted. */
export const jsonAnswer =
  (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** A server over TLS that publishes one document, or misbehaves in any way that a spec wants. */
export class PublishingServer {
  /** Paths that were asked for. */
  readonly asked: string[] = [];
  /** Addresses at which connections arrived. */
  readonly reachedAt: (string | undefined)[] = [];

  private constructor(
    private readonly server: Server,
    public answer: Answer,
  ) {}

  static async start(
    tls: Pick<TestTls, 'cert' | 'key'>,
    answer: Answer = jsonAnswer({}),
    host = 'localhost',
  ): Promise<PublishingServer> {
    const server = createServer({ cert: tls.cert, key: tls.key });
    const publishing = new PublishingServer(server, answer);
    server.on('request', (request, response) => {
      publishing.asked.push(request.url ?? '');
      publishing.answer(response, request);
    });
    server.on('connection', (socket: Socket) => publishing.reachedAt.push(socket.localAddress));
    server.listen(0, host);
    await once(server, 'listening');
    return publishing;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(path = '/jwks'): string {
    return `https://localhost:${this.port}${path}`;
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    this.server.close();
    return once(this.server, 'close');
  }
}
