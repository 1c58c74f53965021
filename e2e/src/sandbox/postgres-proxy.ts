import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const loopback = '127.0.0.1';

/** The messages at which something becomes true in PostgreSQL: a query, and the end of a prepared statement. */
const endsOfStatements = new Set(['Q', 'S']);

/**
 * Stands between one process and PostgreSQL and can stop everything between them after any statement, so that the process
 * can be killed right there. It listens on the loopback interface and reaches no other.
 */
export class PostgresProxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private left = Infinity;
  private notify: (() => void) | undefined;

  private constructor(private readonly server: Server) {}

  static async start(databasePort: number): Promise<PostgresProxy> {
    const server = createServer();
    const proxy = new PostgresProxy(server);
    server.on('connection', (client) => proxy.join(client, connect(databasePort, loopback)));
    server.listen(0, loopback);
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Lets that many statements through and then nothing more, in no direction; resolves when it has come to that. */
  freezeAfter(statements: number): Promise<void> {
    this.left = statements;
    return new Promise((resolve) => {
      this.notify = resolve;
      if (statements === 0) resolve();
    });
  }

  /** Resolves when PostgreSQL has closed every connection, and so has rolled back what was open. */
  async untilForgotten(): Promise<void> {
    await Promise.all([...this.pairs].map(([, database]) => closed(database)));
  }

  async stop(): Promise<void> {
    this.server.close();
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await once(this.server, 'close');
  }

  private join(client: Socket, database: Socket): void {
    const pair = [client, database] as const;
    this.pairs.add(pair);
    const messages = new Messages();
    client.on('data', (bytes) => {
      for (const { type, content } of messages.read(bytes)) {
        if (this.left <= 0) return;
        database.write(content);
        if (endsOfStatements.has(type)) this.count();
      }
    });
    database.on('data', (bytes) => {
      if (this.left > 0) client.write(bytes);
    });
    client.on('close', () => database.end());
    database.on('close', () => {
      client.destroy();
      this.pairs.delete(pair);
    });
    for (const socket of pair) socket.on('error', () => socket.destroy());
  }

  private count(): void {
    this.left -= 1;
    if (this.left === 0) this.notify?.();
  }
}

const closed = (socket: Socket): Promise<unknown> =>
  socket.destroyed ? Promise.resolve() : once(socket, 'close');

const typeBytes = 1;

/** Cuts what a client sends into messages; the first, which opens the connection, has no type. */
class Messages {
  private rest = Buffer.alloc(0);
  private isOpen = false;

  *read(bytes: Buffer): Generator<{ readonly type: string; readonly content: Buffer }> {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (;;) {
      const lengthAt = this.isOpen ? typeBytes : 0;
      if (this.rest.length < lengthAt + 4) return;
      const end = lengthAt + this.rest.readUInt32BE(lengthAt);
      if (this.rest.length < end) return;
      const content = this.rest.subarray(0, end);
      const type = this.isOpen ? String.fromCharCode(content.readUInt8(0)) : '';
      this.rest = this.rest.subarray(end);
      this.isOpen = true;
      yield { type, content };
    }
  }
}
