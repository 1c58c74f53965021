import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server of the banks whose routes customers' data stand behind. */
export type ServerName = 'authorization-server' | 'resource-server';

/** Every route of a running server, as `GET /:bank/jwks`: it says so itself when it begins to listen. */
export const routesOf = (home: string, server: ServerName, port: number): readonly string[] => {
  const lines = readFileSync(join(home, 'logs', `${server}.log`), 'utf8').split('\n');
  const listening = lines
    .filter((line) => line.includes('"routes"'))
    .map((line) => JSON.parse(line) as { port?: number; routes?: string[] })
    .findLast((line) => line.port === port);
  if (listening?.routes === undefined) throw new Error(`${server} did not tell its routes`);
  return listening.routes;
};
