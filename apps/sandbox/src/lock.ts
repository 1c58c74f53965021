import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Home } from './home.js';
import { LauncherError } from './launcher-error.js';
import {
  identify,
  isRunning,
  processIdentitySchema,
  type ProcessIdentity,
} from './process-identity.js';
import { readState, writeState } from './state-file.js';

const lockSchema = processIdentitySchema.extend({ home: z.string() });

type Lock = z.output<typeof lockSchema>;

/** The launcher that holds the sandbox now; undefined when none does, whatever a crashed one left behind. */
export async function lockHolder(home: Home): Promise<ProcessIdentity | undefined> {
  const lock = await readState(home.lock, lockSchema);
  return lock !== undefined && isAlive(lock, home) ? lock : undefined;
}

/** Whether a lock lies there that nobody holds. */
export async function lockIsStale(home: Home): Promise<boolean> {
  const lock = await readState(home.lock, lockSchema);
  return lock !== undefined && !isAlive(lock, home);
}

/** Removes a lock that nobody holds. */
export async function clearStaleLock(home: Home): Promise<void> {
  if (await lockIsStale(home)) await setAside(home);
}

/** Takes the sandbox for this process; the function it resolves to gives it back. Throws `LauncherError` when held. */
export async function acquireLock(home: Home): Promise<() => Promise<void>> {
  const self = identify(process.pid);
  if (self === undefined) throw new Error('this process cannot see itself in the process table');
  const mine: Lock = { ...self, home: home.folder };
  const draft = `${home.lock}.${randomBytes(6).toString('hex')}`;
  await writeState(draft, mine);
  try {
    await linkOrTakeOver(home, draft);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    const current = await readState(home.lock, lockSchema).catch(() => undefined);
    if (current?.pid === mine.pid && current.began === mine.began) await rm(home.lock);
  };
}

const attemptsMax = 3;

/** A link appears whole or not at all, so of two starts at once exactly one gets it. */
async function linkOrTakeOver(home: Home, draft: string): Promise<void> {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    try {
      await link(draft, home.lock);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await lockHolder(home).catch(() => undefined);
    if (holder !== undefined) throw alreadyRunning(holder);
    await setAside(home);
  }
  throw alreadyRunning(undefined);
}

/** Removes a stale lock; one that became fresh in the meantime is put back. */
async function setAside(home: Home): Promise<void> {
  const aside = `${home.lock}.${randomBytes(6).toString('hex')}.stale`;
  await rename(home.lock, aside).catch(() => undefined);
  const content = await readFile(aside, 'utf8').catch(() => '{}');
  const moved = lockSchema.safeParse(JSON.parse(content));
  if (moved.success && isAlive(moved.data, home)) {
    await link(aside, home.lock).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

/** A copied folder brings its lock along; only a lock made for this very folder counts. */
function isAlive(lock: Lock, home: Home): boolean {
  return lock.home === home.folder && isRunning(lock);
}

function alreadyRunning(holder: ProcessIdentity | undefined): LauncherError {
  const who = holder === undefined ? '' : ` (process ${holder.pid})`;
  return new LauncherError(
    `this sandbox is already running${who}`,
    'see "npm run sandbox -- status", or end it with "npm run sandbox -- stop"',
  );
}
