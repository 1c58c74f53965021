import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allOrNone } from './all-or-none.js';
import type { Crew } from './crew.js';
import { embeddedServer, externalServer, provision, type Database } from './database.js';
import { migrationEnvironment, prepareSecrets, serviceEnvironment } from './environment.js';
import { becomesHealthy } from './health.js';
import type { Home } from './home.js';
import { LauncherError } from './launcher-error.js';
import { lastWords, logSince, sizeOf } from './logs.js';
import type { Ports } from './ports.js';
import { runScript } from './run-script.js';
import { startService } from './service-process.js';
import { services, type Service } from './services.js';

/** What every step of a start works on. */
export interface Scene {
  readonly home: Home;
  readonly apps: string;
  readonly ports: Ports;
  readonly crew: Crew;
  /** Aborted when the start is called off. */
  readonly signal: AbortSignal;
  readonly databaseUrl: string | undefined;
}

const healthyMillisecondsMax = 60_000;

/** Starts the database server, unless it is somebody else's, and provisions it. */
export async function openDatabase({ home, ports, crew, databaseUrl }: Scene): Promise<Database> {
  const server =
    databaseUrl === undefined
      ? await embeddedServer(home, ports.database)
      : externalServer(databaseUrl);
  if (server.begin !== undefined) await crew.startDatabase(server.begin);
  return provision(server, await prepareSecrets(home));
}

/** Brings every schema up to date, as its owner. */
export async function migrate(scene: Scene, { ownerUrl }: Database): Promise<void> {
  await allOrNone(
    services.map(({ name }) =>
      runScript(
        scriptOf(scene, name, 'migrate'),
        [],
        migrationEnvironment(ownerUrl),
        scene.home.log(name),
        scene.signal,
      ),
    ),
  );
}

/** Brings banks, customers, clients and accounts up to date, and the entries up to today. */
export async function seed(scene: Scene, { urlFor }: Database): Promise<void> {
  const { home, ports, signal } = scene;
  const seeded = services.filter((service) => service.seeded);
  await allOrNone(
    seeded.map((service) =>
      runScript(
        scriptOf(scene, service.name, 'seed'),
        [home.seed(service.name)],
        serviceEnvironment(home, service, ports, urlFor(service.app)),
        home.log(service.name),
        signal,
      ),
    ),
  );
}

/** Starts the servers and waits until each answers over TLS. */
export async function startServers(scene: Scene, { urlFor }: Database): Promise<void> {
  const ca = await readFile(scene.home.authorityCertificate, 'utf8');
  await allOrNone(services.map((service) => startServer(scene, service, urlFor(service.app), ca)));
}

async function startServer(
  scene: Scene,
  service: Service,
  databaseUrl: string,
  ca: string,
): Promise<void> {
  const { home, ports, crew, signal } = scene;
  const log = home.log(service.name);
  const offset = await sizeOf(log);
  const env = serviceEnvironment(home, service, ports, databaseUrl);
  const begin = () => startService(scriptOf(scene, service.name, 'main'), env, log);
  await crew.startServer(service, begin, async (life) => {
    const gone = new AbortController();
    void life.ended.then(() => {
      gone.abort();
    });
    const abort = (): boolean => gone.signal.aborted || signal.aborted;
    if (await becomesHealthy(ports[service.app], ca, healthyMillisecondsMax, abort)) return;
    signal.throwIfAborted();
    const why = gone.signal.aborted
      ? `ended: ${lastWords(logSince(log, offset))}`
      : `is not healthy after ${healthyMillisecondsMax / 1000} s`;
    throw new LauncherError(`the ${service.title.toLowerCase()} ${why}`, `see ${log}`);
  });
}

function scriptOf({ apps }: Scene, service: string, script: string): string {
  return join(apps, service, 'dist', `${script}.js`);
}
