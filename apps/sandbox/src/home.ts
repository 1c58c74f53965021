import { mkdir, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LauncherError } from './launcher-error.js';
import type { ServiceName } from './services.js';
import { writeState } from './state-file.js';

/** Every place inside the sandbox's state folder, by name. */
export type Home = ReturnType<typeof homeAt>;

/** The places inside `folder`, an absolute path. */
export function homeAt(folder: string) {
  const at = (...parts: string[]): string => join(folder, ...parts);
  return {
    folder,
    marker: at('home.json'),
    lock: at('lock.json'),
    processes: at('processes.json'),
    ports: at('ports.json'),
    description: at('sandbox.json'),
    launcherLog: at('logs', 'launcher.log'),
    databaseLog: at('logs', 'postgres.log'),
    authorityCertificate: at('ca', 'ca.pem'),
    authorityKey: at('ca', 'ca-key.pem'),
    clientAuthorities: at('ca', 'client-ca.pem'),
    clientAuthorityCertificate: at('ca', 'own-client-ca.pem'),
    clientAuthorityKey: at('ca', 'own-client-ca-key.pem'),
    postgresPlace: at('postgres.json'),
    postgres: at('postgres'),
    databaseOwnerPassword: at('secrets', 'postgres.password'),
    auditorPassword: at('secrets', 'auditor.password'),
    operatorToken: at('secrets', 'operator.token'),
    recordsToken: at('secrets', 'records.token'),
    registrarToken: at('secrets', 'registrar.token'),
    operatorPassword: at('secrets', 'operator.password'),
    compileCache: at('cache'),
    demoClients: at('seed', 'demo-clients.json'),
    addedPortalClients: at('portal-clients.json'),
    people: at('seed', 'people.json'),
    log: (service: ServiceName) => at('logs', `${service}.log`),
    certificate: (service: ServiceName) => at('tls', `${service}.pem`),
    certificateKey: (service: ServiceName) => at('tls', `${service}-key.pem`),
    secret: (service: ServiceName) => at('secrets', `${service}.secret`),
    databasePassword: (service: ServiceName) => at('secrets', `${service}.password`),
    seed: (service: ServiceName) => at('seed', `${service}.json`),
    clientKeys: (clientId: string) => at('keys', `${clientId}.jwks.json`),
  };
}

const closedFolders = ['secrets', 'keys', 'seed', 'logs', 'cache'];

/**
 * Makes the folder and those parts of it that others may not look into.
 * Throws `LauncherError` for a folder that holds somebody else's files, which a reset would delete.
 */
export async function makeHome(home: Home): Promise<void> {
  // Others may pass through (the account that PostgreSQL runs under has to), but not look around.
  await mkdir(home.folder, { recursive: true, mode: 0o711 });
  const names = await readdir(home.folder);
  if (names.length > 0 && !names.some((name) => name.startsWith(basename(home.marker)))) {
    throw new LauncherError(
      `${home.folder} is not a sandbox's folder, and not empty`,
      'point SANDBANK_HOME to an empty or a new folder',
    );
  }
  await writeState(home.marker, { sandbank: 1 });
  for (const part of closedFolders) {
    await mkdir(join(home.folder, part), { recursive: true, mode: 0o700 });
  }
}

/** The clone's folder `apps`, seen from the compiled file. */
export const appsFolder = fileURLToPath(new URL('../../', import.meta.url));

/** `SANDBANK_HOME`, or `.sandbank` in the clone. */
export function homeFrom(environment: NodeJS.ProcessEnv): Home {
  const named = environment['SANDBANK_HOME'] ?? '';
  return homeAt(resolve(named === '' ? join(appsFolder, '..', '.sandbank') : named));
}
