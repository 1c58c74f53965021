import { createHash } from 'node:crypto';
import { chmod, chown, lchown, lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Home } from '../home.js';
import { LauncherError } from '../launcher-error.js';
import { readState, writeState } from '../state-file.js';
import { stopOrphanedPostmaster } from './orphan.js';
import { canReach, type Account } from './account.js';

const placeSchema = z.object({ folder: z.string() });
const ownerSchema = z.object({ home: z.string() });

// Not /var/tmp: what lies there is deleted, file by file, when nobody looks at it for a month.
const stateFolders = ['/var/lib', '/var/tmp'];

/**
 * The folder of the database, made at the first call: inside the state folder, or, where PostgreSQL's account cannot
 * reach that (a clone below a closed home folder), in one of its own elsewhere, which the state folder remembers.
 */
export async function postgresPlace(home: Home, account: Account | undefined): Promise<string> {
  const kept = await readState(home.postgresPlace, placeSchema);
  if (kept !== undefined && (await belongsTo(home, kept.folder))) return kept.folder;
  const inside = account === undefined || (await canReach(account, home.folder));
  const folder = inside ? await makeInside(home) : await makeElsewhere(home, account);
  await writeState(join(folder, 'owner.json'), { home: home.folder });
  if (account !== undefined) await giveTo(account, folder);
  await writeState(home.postgresPlace, { folder });
  return folder;
}

/** Removes the database's folder, wherever it is. */
export async function removePlace(home: Home): Promise<void> {
  const kept = await readState(home.postgresPlace, placeSchema).catch(() => undefined);
  if (kept !== undefined && (await belongsTo(home, kept.folder))) await discard(kept.folder);
}

/** Stops a server that outlived its launcher; resolves to whether there was one. */
export async function stopOrphanedDatabase(home: Home): Promise<boolean> {
  const kept = await readState(home.postgresPlace, placeSchema).catch(() => undefined);
  if (kept === undefined || !(await belongsTo(home, kept.folder))) return false;
  return stopOrphanedPostmaster(join(kept.folder, 'data'));
}

/** A state folder that was copied still names the original's database; one that was moved keeps its own. */
async function belongsTo(home: Home, folder: string): Promise<boolean> {
  const owner = await readState(join(folder, 'owner.json'), ownerSchema).catch(() => undefined);
  if (owner === undefined) return false;
  if (owner.home === home.folder) return true;
  const original = await stat(owner.home).catch(() => undefined);
  return original === undefined;
}

async function makeInside(home: Home): Promise<string> {
  await mkdir(home.postgres, { recursive: true, mode: 0o700 });
  return home.postgres;
}

async function makeElsewhere(home: Home, account: Account): Promise<string> {
  const hash = createHash('sha256').update(home.folder).digest('hex').slice(0, 12);
  for (const parent of stateFolders) {
    const folder = join(parent, `sandbank-${hash}`);
    if (await isOurs(folder, account)) await discard(folder);
    try {
      await mkdir(folder, { mode: 0o700 });
      return folder;
    } catch {
      continue;
    }
  }
  throw new LauncherError(
    `PostgreSQL's account can neither reach ${home.folder} nor be given a folder in ${stateFolders.join(' or ')}`,
    'set SANDBANK_HOME to a folder that every user may pass through',
  );
}

/** Left by an earlier clone at this very path; a folder that somebody else put there is not touched. */
async function isOurs(folder: string, account: Account): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true || (found.mode & 0o077) !== 0) return false;
  return found.uid === account.uid || found.uid === process.getuid?.();
}

async function discard(folder: string): Promise<void> {
  await stopOrphanedPostmaster(join(folder, 'data'));
  await rm(folder, { recursive: true, force: true });
}

/** Gives a folder and all in it to an account; links are not followed. */
export async function giveTo({ uid, gid }: Account, path: string): Promise<void> {
  const entry = await lstat(path);
  if (entry.isSymbolicLink()) return lchown(path, uid, gid);
  await chown(path, uid, gid);
  if (!entry.isDirectory()) return;
  await chmod(path, 0o700);
  for (const name of await readdir(path)) await giveTo({ uid, gid }, join(path, name));
}
