import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, RouteTable } from '@sandbank/platform';
import { sha256 } from '@sandbank/crypto';
import { exchange, freePort, type HttpsAnswer } from '@sandbank/testing';
import type { Banks } from '../../src/control/control.module.js';
import { createControlServer } from '../../src/control/control-server.js';
import type { RunningServer } from '../running-server.js';

export const operatorToken = 'operator-token-of-the-tests-0123456789-abcdefgh';

/** The control API of a running authorization server. */
export interface RunningControl {
  readonly url: string;
  /** Every route that it has, as `GET /banks/:bank/clients`. */
  readonly routes: readonly string[];
  readonly log: string[];
  /** Calls it as the operator, or with whatever `headers` say. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<HttpsAnswer>;
  stop(): Promise<void>;
}

export async function startControl(server: RunningServer): Promise<RunningControl> {
  const log: string[] = [];
  const logger = createLogger('control', 'info', { write: (line) => log.push(line) });
  const access = {
    ...{ port: await freePort(), tokenDigest: sha256(operatorToken) },
    auditorPassword: server.database.password('auditor'),
  };
  const banks: Banks = { get: server.service };
  const application: NestFastifyApplication = await createControlServer(
    ...([banks, access, server.tls, logger] as const),
  );
  await application.listen({ host: 'localhost', port: access.port });
  const url = `https://localhost:${access.port}`;
  return {
    url,
    log,
    routes: application.get(RouteTable).list(),
    call: (method, path, body, headers = { authorization: `Bearer ${operatorToken}` }) =>
      exchange(url + path, server.tls.ca, {
        method,
        headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    stop: () => application.close(),
  };
}
