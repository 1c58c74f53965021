import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError } from '../config.js';
import type { Logger } from '../logger.js';
import { listenMutualTls } from '../mutual-tls/mutual-tls-listener.js';
import { RouteTable } from './route-table.js';
import { dialByDefault } from './tls.js';

const stopMillisecondsMax = 4500;

/** A second application of the same process, at a listener of its own. */
export interface Neighbour {
  readonly application: NestFastifyApplication;
  readonly host: string;
  readonly port: number;
}

/**
 * Listens, and stops in good order on a signal or when the parent process goes away.
 * Ends the process with code 0 after a stop.
 */
export async function runServer(
  application: NestFastifyApplication,
  where: {
    readonly host: string;
    readonly port: number;
    /** Where clients are asked for certificates; nowhere without it. */
    readonly mutualTlsPort?: number | undefined;
    /** Listens before the application does, and ends before it. */
    readonly neighbour?: Neighbour | undefined;
  },
  logger: Logger,
): Promise<void> {
  const { host, port, mutualTlsPort, neighbour } = where;
  if (neighbour !== undefined) await listen(neighbour, logger);
  await listen({ application, host, port }, logger);
  if (mutualTlsPort !== undefined) {
    await listenMutualTls(application, { host, port: mutualTlsPort });
    logger.info({ host, port: mutualTlsPort }, 'listening for mutual TLS');
  }
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), stopMillisecondsMax).unref();
    const closed = (async () => {
      await neighbour?.application.close();
      await application.close();
    })();
    closed.then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop in good order');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  // A launcher that dies closes the channel; nothing may outlive it.
  process.once('disconnect', () => stop('the parent process ended'));
  // It may have died while this process was still starting.
  if (process.send !== undefined && !process.connected) stop('the parent process ended');
}

async function listen({ application, host, port }: Neighbour, logger: Logger): Promise<void> {
  await application.listen({ host, port });
  logger.info({ host, port, routes: application.get(RouteTable).list() }, 'listening');
}

/** Runs an entry point; a failure is one clear message and exit code 1. */
export function runMain(main: () => Promise<void>): void {
  dialByDefault();
  main().catch((error: unknown) => {
    const detail = error instanceof ConfigError ? error.message : ((error as Error).stack ?? error);
    process.stderr.write(`${String(detail)}\n`);
    process.exit(1);
  });
}
