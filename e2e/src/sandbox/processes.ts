import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A process of the sandbox, by the name under which the launcher lists it. */
export type Victim = 'authorization-server' | 'resource-server' | 'tpp-portal' | 'postgres';

/** The process ids that the launcher of that home has noted, by name. */
export const processesOf = (home: string): Record<string, number> => {
  const { processes } = JSON.parse(readFileSync(join(home, 'processes.json'), 'utf8')) as {
    processes: Record<string, { pid: number }>;
  };
  return Object.fromEntries(Object.entries(processes).map(([name, { pid }]) => [name, pid]));
};

/** True while a process with that id lives; one that is dead but not yet reaped does not count. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
};

/** Ends a process of the sandbox with SIGKILL; resolves when it is gone. */
export const kill = async (home: string, victim: Victim): Promise<void> => {
  const pid = processesOf(home)[victim];
  if (pid === undefined) throw new Error(`${victim} is not running`);
  process.kill(pid, 'SIGKILL');
  while (isRunning(pid)) await delay(20);
};
