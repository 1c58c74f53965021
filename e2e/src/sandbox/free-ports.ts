import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** A port base whose ten ports nobody listens on, away from the default one. */
export const freePortBase = async (): Promise<number> => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = 20_000 + 10 * randomInt(1000);
    const free = await Promise.all(
      Array.from({ length: 10 }, (_, offset) => isFree(base + offset)),
    );
    if (free.every(Boolean)) return base;
  }
  throw new Error('no ten free ports in a row');
};
