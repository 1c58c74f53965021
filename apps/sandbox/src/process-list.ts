import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Home } from './home.js';
import {
  isRunning,
  processIdentitySchema,
  stopProcess,
  type ProcessIdentity,
} from './process-identity.js';
import { stopOrphanedDatabase } from './postgres/place.js';
import { serviceStopSteps } from './service-process.js';
import { readState, writeState } from './state-file.js';

/** The name under which PostgreSQL is listed. */
export const databaseName = 'postgres';

const processListSchema = z.object({
  home: z.string(),
  processes: z.record(z.string(), processIdentitySchema),
});

/** The processes of a sandbox by name, on disk, so that what outlives a killed launcher can be found. */
export class ProcessList {
  private readonly processes: Record<string, ProcessIdentity> = {};
  private written: Promise<void> = Promise.resolve();

  constructor(private readonly home: Home) {}

  /** Notes the present process of a service. */
  note(name: string, identity: ProcessIdentity): void {
    this.processes[name] = identity;
    const list = { home: this.home.folder, processes: { ...this.processes } };
    this.written = this.written.then(() => writeState(this.home.processes, list));
  }

  /** Resolves once what was noted is on disk. */
  settled(): Promise<void> {
    return this.written;
  }

  /** Forgets all, once all are stopped; a list that another launcher wrote stays. */
  async clear(): Promise<void> {
    if (Object.keys(this.processes).length === 0) return;
    await this.written.catch(() => undefined);
    await rm(this.home.processes, { force: true });
  }
}

/** The noted processes that still run. */
export async function runningProcesses(home: Home): Promise<Record<string, ProcessIdentity>> {
  const list = await readState(home.processes, processListSchema).catch(() => undefined);
  // A copied state folder names the processes of the original.
  if (list?.home !== home.folder) return {};
  return Object.fromEntries(
    Object.entries(list.processes).filter(([, identity]) => isRunning(identity)),
  );
}

/** Ends servers that outlived their launcher; resolves to their names. */
export async function stopOrphans(home: Home): Promise<string[]> {
  const { [databaseName]: _, ...orphans } = await runningProcesses(home);
  await Promise.all(
    Object.values(orphans).map((identity) => stopProcess(identity, serviceStopSteps)),
  );
  const database = await stopOrphanedDatabase(home);
  await rm(home.processes, { force: true });
  return [...Object.keys(orphans), ...(database ? [databaseName] : [])];
}
