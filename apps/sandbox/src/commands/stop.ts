import type { Context } from '../context.js';
import { clearStaleLock, lockHolder } from '../lock.js';
import { runningProcesses, stopOrphans } from '../process-list.js';
import { stopProcess } from '../process-identity.js';
import type { Progress } from '../progress.js';

const patienceMilliseconds = 45_000;

/** Ends the sandbox, wherever it was started, and what a killed launcher left; resolves to the exit code. */
export async function stopSandbox({ home }: Context, progress: Progress): Promise<number> {
  const launcher = await lockHolder(home);
  const running = Object.keys(await runningProcesses(home));
  await clearStaleLock(home);
  if (launcher === undefined && running.length === 0) {
    progress.note('The sandbox is not running.');
    return 0;
  }
  const stopped = await progress.step('stop', async () => {
    const gone =
      launcher === undefined ||
      (await stopProcess(launcher, [
        { signal: 'SIGTERM', patienceMilliseconds },
        { signal: 'SIGKILL', patienceMilliseconds: 2000 },
      ]));
    await stopOrphans(home);
    return gone;
  });
  if (!stopped) progress.note(`✘ process ${launcher?.pid ?? ''} does not end`);
  return stopped ? 0 : 1;
}
