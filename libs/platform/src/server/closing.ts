import { once } from 'node:events';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';

/**
 * Makes the end of a server: it takes no new connection and drops those there are. One that is still shaking hands is
 * none of HTTP's yet, so that nothing else would end it, and it would hold the server open.
 */
export function closingOf(server: Server): () => Promise<void> {
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    for (const connection of connections) connection.destroy();
    await closed;
  };
}
