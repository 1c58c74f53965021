import { LauncherError, wordsOf } from './launcher-error.js';
import type { Home } from './home.js';
import { postgresAccount } from './postgres/account.js';
import { runnableBinaries } from './postgres/binaries.js';
import { ensureCluster } from './postgres/cluster.js';
import { postgresPlace } from './postgres/place.js';
import { startPostmaster } from './postgres/postmaster.js';
import { databaseOwner } from './postgres/settings.js';
import { secretIn } from './secrets.js';
import type { AppKey, DatabaseUser } from './services.js';
import type { Life } from './supervised-process.js';

/** Where the database is and how its server, if it is ours, begins. */
export interface DatabaseServer {
  readonly adminUrl: string;
  readonly database: string;
  /** Absent when the server is somebody else's. */
  readonly begin?: () => Promise<Life>;
}

const ownDatabase = 'sandbank';
/** Databases that every server has and nobody keeps data in. */
const maintenanceDatabases = new Set(['', 'postgres', 'template1']);

/** The PostgreSQL of `SANDBANK_DATABASE_URL`. Throws `LauncherError` when the URL is none. */
export function externalServer(databaseUrl: string): DatabaseServer {
  if (!URL.canParse(databaseUrl) || !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new LauncherError(
      'SANDBANK_DATABASE_URL is not a PostgreSQL URL',
      'write it as postgres://user:password@host:5432/postgres',
    );
  }
  const named = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  const database = maintenanceDatabases.has(named) ? ownDatabase : named;
  return { adminUrl: databaseUrl, database };
}

/** The URL of the sandbox's data in the PostgreSQL of `SANDBANK_DATABASE_URL`, as its owner. */
export function externalDataUrl(databaseUrl: string): string {
  const { adminUrl, database } = externalServer(databaseUrl);
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

/** The URL of the sandbox's data in the embedded PostgreSQL that listens on `port`, without a password. */
export const embeddedDataUrl = (port: number): string =>
  `postgres://${databaseOwner}@127.0.0.1:${port}/${ownDatabase}`;

/** The embedded PostgreSQL, its cluster made at the first call. */
export async function embeddedServer(home: Home, port: number): Promise<DatabaseServer> {
  const account = await postgresAccount();
  const place = await postgresPlace(home, account);
  const binaries = await runnableBinaries(place, account);
  const password = await secretIn(home.databaseOwnerPassword);
  const data = await ensureCluster(place, binaries, account, password);
  return {
    adminUrl: `postgres://${databaseOwner}:${password}@127.0.0.1:${port}/postgres`,
    database: ownDatabase,
    begin: () => startPostmaster({ binaries, data, port, account, log: home.databaseLog }),
  };
}

/** The database of the sandbox, ready to be migrated. */
export interface Database {
  /** URL of the owner of the schemas, password included. */
  readonly ownerUrl: string;
  /** URL of an app's role, without its password. */
  readonly urlFor: (app: AppKey) => string;
}

/** Makes database, roles and schemas where they are missing. */
export async function provision(
  server: DatabaseServer,
  passwords: Record<DatabaseUser, string>,
): Promise<Database> {
  // Loaded late: most commands of the launcher never need it.
  const { appUrl, provisionDatabase } = await import('@sandbank/platform');
  const { adminUrl, database } = server;
  try {
    const ownerUrl = await provisionDatabase({ adminUrl, database, passwords });
    return { ownerUrl, urlFor: (app) => appUrl(ownerUrl, app) };
  } catch (cause) {
    throw new LauncherError(
      `the database cannot be used: ${wordsOf(cause)}`,
      server.begin === undefined
        ? 'check SANDBANK_DATABASE_URL: PostgreSQL 14 or newer, a role that may create databases and roles'
        : 'start anew with --reset',
      { cause },
    );
  }
}
