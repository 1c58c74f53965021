import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A door on the loopback interface before a real PostgreSQL: closed, it is a server that is gone. */
export interface Gate {
  /** The URL that it was made for, through the door. */
  readonly url: string;
  isOpen(): boolean;
  /** Lets nothing through any more, without a word to either side, until it is closed. */
  stall(): void;
  /** Cuts every connection and refuses new ones. */
  close(): Promise<void>;
  /** Lets connections in again, on the same port. */
  open(): Promise<void>;
}

/** Opens a door before the server of this URL. */
export async function gateTo(url: string): Promise<Gate> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port || '5432'), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = async (at: number): Promise<void> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const door = (server.address() as AddressInfo).port;
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(door);
  return {
    url: through.href,
    isOpen: () => server.listening,
    open: () => listen(door),
    stall: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
