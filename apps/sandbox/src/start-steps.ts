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
import { portsOf, type Ports } from './ports.js';
import { runScript } from './run-script.js';
import { startService } from './service-process.js';
import { services, type Service, type ServiceName } from './services.js';

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
        migrationEnvironment(scene.home, ownerUrl),
        scene.home.log(name),
        scene.signal,
      ),
    ),
  );
}

/** One seeding for each server that has one, under way at once. */
export type Seedings = Readonly<Partial<Record<ServiceName, Promise<void>>>>;

/** Brings banks, customers, clients and accounts up to date, and the entries up to today. */
export function seed(scene: Scene, { urlFor }: Database): Seedings {
  const { home, ports, signal } = scene;
  const seedings = services
    .filter((service) => service.seeded)
    .map((service) => {
      const script = scriptOf(scene, service.name, 'seed');
      const env = serviceEnvironment(home, service, ports, urlFor(service.app));
      const log = home.log(service.name);
      return [
        service.name,
        runScript(script, [home.seed(service.name)], env, log, signal),
      ] as const;
    });
  return Object.fromEntries(seedings);
}

/** Starts each server once it is seeded, and waits until all answer over TLS. */
export async function startServers(
  scene: Scene,
  { urlFor }: Database,
  seedings: Seedings,
): Promise<void> {
  const ca = await readFile(scene.home.authorityCertificate, 'utf8');
  await allOrNone(
    services.map(async (service) => {
      await seedings[service.name];
      await startServer(scene, service, urlFor(service.app), ca);
    }),
  );
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
    const isHealthy = await allHealthy(portsOf(service, ports), ca, abort);
    if (isHealthy) return;
    signal.throwIfAborted();
    const why = gone.signal.aborted
      ? `ended: ${lastWords(logSince(log, offset))}`
      : `is not healthy after ${healthyMillisecondsMax / 1000} s`;
    throw new LauncherError(`the ${service.title.toLowerCase()} ${why}`, `see ${log}`);
  });
}

async function allHealthy(
  ports: readonly number[],
  ca: string,
  abort: () => boolean,
): Promise<boolean> {
  const healthy = ports.map((port) => becomesHealthy(port, ca, healthyMillisecondsMax, abort));
  return (await Promise.all(healthy)).every((each) => each);
}

function scriptOf({ apps }: Scene, service: string, script: string): string {
  return join(apps, service, 'dist', `${script}.js`);
}
