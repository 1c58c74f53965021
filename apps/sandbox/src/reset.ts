import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import pg from 'pg';
import { externalServer } from './database.js';
import type { Home } from './home.js';
import { removePlace } from './postgres/place.js';

const schemas = ['authorization_server', 'resource_server', 'tpp_portal', 'consent'];
const missingDatabase = '3D000';

/** Removes everything a sandbox made, but for the lock that its caller holds. */
export async function resetHome(home: Home): Promise<void> {
  await removePlace(home);
  const kept = [home.lock, home.marker].map((path) => basename(path));
  for (const name of await readdir(home.folder)) {
    if (!kept.includes(name)) await rm(join(home.folder, name), { recursive: true, force: true });
  }
}

/** Drops our schemas from somebody else's server, and nothing else. */
export async function resetExternalDatabase(databaseUrl: string): Promise<void> {
  const { adminUrl, database } = externalServer(databaseUrl);
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  const client = new pg.Client({ connectionString: url.href });
  try {
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${schemas.join(', ')} CASCADE`);
  } catch (error) {
    if ((error as { code?: string }).code !== missingDatabase) throw error;
  } finally {
    await client.end();
  }
}
