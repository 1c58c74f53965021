import type { Context } from '../context.js';
import type { Progress } from '../progress.js';
import { Sandbox } from '../sandbox.js';

/** Makes all that servers need, which somebody else runs (an orchestrator of containers); resolves to the exit code. */
export async function prepareSandbox(
  { databaseUrl, ...context }: Context,
  progress: Progress,
): Promise<number> {
  const sandbox = new Sandbox({
    ...context,
    ...(databaseUrl !== undefined && { databaseUrl }),
    reset: false,
    detach: false,
    prepareOnly: true,
    progress,
  });
  try {
    await sandbox.open();
    return 0;
  } finally {
    await sandbox.close();
  }
}
