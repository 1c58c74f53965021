import { fork } from 'node:child_process';
import { closeSync } from 'node:fs';
import { dirname } from 'node:path';
import { LauncherError } from './launcher-error.js';
import { openLog } from './logs.js';
import { identify, stopProcess, type StopStep } from './process-identity.js';
import type { Life } from './supervised-process.js';

/** A server closes its connections within five seconds. */
export const serviceStopSteps: readonly StopStep[] = [
  { signal: 'SIGTERM', patienceMilliseconds: 6000 },
  { signal: 'SIGKILL', patienceMilliseconds: 2000 },
];

/** Starts a server process whose words go to `log`; the channel to it closes when the launcher dies. */
export async function startService(
  script: string,
  env: NodeJS.ProcessEnv,
  log: string,
): Promise<Life> {
  const descriptor = await openLog(log);
  const child = fork(script, [], {
    cwd: dirname(script),
    env,
    execArgv: ['--enable-source-maps'],
    // A session of its own: Ctrl-C is for the launcher, which stops the servers in order.
    detached: true,
    stdio: ['ignore', descriptor, descriptor, 'ipc'],
  });
  closeSync(descriptor);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) {
    throw new LauncherError(`${script} could not be started`, `see ${log}`);
  }
  return {
    identity,
    ended,
    stop: async () => {
      await stopProcess(identity, serviceStopSteps);
      await ended;
    },
  };
}
