import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LauncherError } from '../launcher-error.js';
import {
  commandLineOf,
  identify,
  stopProcess,
  type ProcessIdentity,
  type StopStep,
} from '../process-identity.js';
import { readIfThere } from '../state-file.js';

/** Fast shutdown first (transactions are rolled back, all is written), then at once (recovers at the next start). */
export const postmasterStopSteps: readonly StopStep[] = [
  { signal: 'SIGINT', patienceMilliseconds: 15_000 },
  { signal: 'SIGQUIT', patienceMilliseconds: 5000 },
  { signal: 'SIGKILL', patienceMilliseconds: 2000 },
];

/** The server that runs on this data folder, whoever started it; undefined when none does. */
export async function postmasterOf(dataFolder: string): Promise<ProcessIdentity | undefined> {
  const pid = Number((await readIfThere(pidFile(dataFolder)))?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  // After a crash the number may belong to anything: only a command line that names our folder counts.
  const isPostmaster = commandLineOf(pid)?.includes(dataFolder) === true;
  return isPostmaster ? identify(pid) : undefined;
}

/**
 * Stops a server that outlived its launcher, and clears away what a killed one left.
 * Resolves to whether there was one.
 */
export async function stopOrphanedPostmaster(dataFolder: string): Promise<boolean> {
  const orphan = await postmasterOf(dataFolder);
  if (orphan !== undefined && !(await stopProcess(orphan, postmasterStopSteps))) {
    throw new LauncherError(
      `an earlier PostgreSQL (process ${orphan.pid}) does not stop`,
      `end it with "kill -9 ${orphan.pid}" and start again`,
    );
  }
  // PostgreSQL takes a stale file for a running server when another program got the number since.
  await rm(pidFile(dataFolder), { force: true });
  return orphan !== undefined;
}

export function pidFile(dataFolder: string): string {
  return join(dataFolder, 'postmaster.pid');
}
