import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

/** An app's own endpoint for events, on this machine, with a certificate that the sandbox's servers believe. */
export class EventReceiver {
  /** The `jti` of each arrival, in order. */
  readonly arrivals: string[] = [];
  /** What an arrival is answered with. */
  status = 202;

  private constructor(private readonly server: Server) {}

  static async start(home: string, port: number): Promise<EventReceiver> {
    const [cert, key] = ['tpp-portal.pem', 'tpp-portal-key.pem'].map((name) =>
      readFileSync(join(home, 'tls', name)),
    );
    const server = createServer({ cert, key });
    const receiver = new EventReceiver(server);
    server.on('request', (request, response) => {
      void text(request).then((token) => {
        const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
        receiver.arrivals.push((JSON.parse(claims) as { jti: string }).jti);
        response.writeHead(receiver.status).end();
      });
    });
    await new Promise<void>((listening) => server.listen(port, 'localhost', listening));
    return receiver;
  }

  /** Resolves when so many have arrived. */
  async until(count: number, withinSeconds = 40): Promise<readonly string[]> {
    const end = performance.now() + withinSeconds * 1000;
    while (this.arrivals.length < count && performance.now() < end) await delay(100);
    return this.arrivals;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
