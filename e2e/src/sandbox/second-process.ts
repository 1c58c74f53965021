import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@sandbank/testing';
import type { SandboxDescription } from './description.js';

const root = resolve(import.meta.dirname, '../../..');
const startWithinSeconds = 60;

/** The servers of a sandbox that run side by side in several processes. */
export type Server = 'authorization-server' | 'resource-server';

/** A second process of a server on the data of a running sandbox, at a port of its own. */
export class SecondProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** `databasePort` is that of the sandbox's PostgreSQL, or of whatever stands before it. */
  static async start(
    home: string,
    description: SandboxDescription,
    databasePort = databasePortOf(home),
    server: Server = 'authorization-server',
  ): Promise<SecondProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(root, `apps/${server}/dist/main.js`)], {
      env: { ...process.env, ...settings(home, description, { server, port, databasePort }) },
      stdio: 'ignore',
    });
    const second = new SecondProcess(child, port);
    await second.untilHealthy();
    return second;
  }

  /** Ends the process as a power cut would; resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }

  /** The same URL, at this process instead of the sandbox's own. */
  at(url: string | URL): URL {
    const here = new URL(url);
    here.port = String(this.port);
    return here;
  }

  private async untilHealthy(): Promise<void> {
    const until = performance.now() + startWithinSeconds * 1000;
    while (performance.now() < until && this.child.exitCode === null) {
      const answer = await fetch(this.at('https://localhost/healthz')).catch(() => undefined);
      if (answer?.status === 200) return;
      await delay(50);
    }
    this.child.kill('SIGKILL');
    throw new Error('the second process did not start');
  }
}

/** The port of the PostgreSQL of that home. */
export const databasePortOf = (home: string): number =>
  (JSON.parse(readFileSync(join(home, 'ports.json'), 'utf8')) as PortsFile).database;

function settings(
  home: string,
  description: SandboxDescription,
  { server: name, port, databasePort }: { server: Server; port: number; databasePort: number },
): NodeJS.ProcessEnv {
  const harbour = description.banks[0]!;
  return {
    NODE_OPTIONS: '',
    SANDBANK_HOST: 'localhost',
    SANDBANK_PORT: String(port),
    SANDBANK_TLS_CERT_FILE: join(home, 'tls', `${name}.pem`),
    SANDBANK_TLS_KEY_FILE: join(home, 'tls', `${name}-key.pem`),
    SANDBANK_CA_FILE: description.ca,
    SANDBANK_DATABASE_URL: `postgres://sandbank_${name.replace('-', '_')}@127.0.0.1:${databasePort}/sandbank`,
    SANDBANK_DATABASE_PASSWORD_FILE: join(home, 'secrets', `${name}.password`),
    SANDBANK_SECRET_FILE: join(home, 'secrets', `${name}.secret`),
    SANDBANK_AUTHORIZATION_SERVER_URL: new URL(harbour.issuer).origin,
    SANDBANK_RESOURCE_SERVER_URL: new URL(harbour.resource_base).origin,
    SANDBANK_PORTAL_URL: description.portal,
    SANDBANK_DIRECTORY_URL: description.directory.url,
    SANDBANK_RECORDS_TOKEN_FILE: description.records.token_file,
    NODE_EXTRA_CA_CERTS: description.ca,
    NODE_COMPILE_CACHE: join(home, 'cache'),
  };
}

interface PortsFile {
  readonly database: number;
}
