import type { StartOptions } from '../arguments.js';
import type { Context } from '../context.js';
import type { SandboxDescription } from '../data/description.js';
import { endingAsked, type Ending } from '../ending.js';
import type { Progress } from '../progress.js';
import { Sandbox } from '../sandbox.js';
import { tell } from '../tell.js';

/** Runs a sandbox until it is asked to end or cannot go on; resolves to the exit code. */
export async function runSandbox(
  { databaseUrl, ...context }: Context,
  options: StartOptions,
  progress: Progress,
  onReady: (description: SandboxDescription) => void,
  ending: Promise<Ending> = endingAsked(),
): Promise<number> {
  const sandbox = new Sandbox({
    ...context,
    ...options,
    ...(databaseUrl !== undefined && { databaseUrl }),
    progress,
  });
  const close = endForGood(sandbox, progress);
  try {
    const opening = sandbox.open();
    const first = await Promise.race([opening, ending, sandbox.failed]);
    if (isEnding(first)) {
      await close();
      // A failure that the calling off itself caused is no news.
      await opening.catch(() => undefined);
      return first.code;
    }
    if (typeof first === 'string') return await failWith(first, progress, close);
    onReady(first);
    const last = await Promise.race([ending, sandbox.failed]);
    if (typeof last === 'string') return await failWith(last, progress, close);
    await progress.step('stop', close);
    return 0;
  } catch (error) {
    progress.note(tell(error));
    await close();
    return 1;
  }
}

async function failWith(
  reason: string,
  progress: Progress,
  close: () => Promise<void>,
): Promise<number> {
  progress.note(`✘ ${reason}; everything is stopped`);
  await close();
  return 1;
}

/** Whatever happens to the launcher itself, no process stays behind. */
function endForGood(sandbox: Sandbox, progress: Progress): () => Promise<void> {
  const crash = (error: unknown): void => {
    progress.note(tell(error));
    sandbox.killNow();
    process.exit(1);
  };
  const exit = (): void => sandbox.killNow();
  process.on('uncaughtException', crash);
  process.on('exit', exit);
  return async () => {
    await sandbox.close();
    process.off('uncaughtException', crash);
    process.off('exit', exit);
  };
}

function isEnding(value: Ending | SandboxDescription | string): value is Ending {
  return typeof value === 'object' && 'reason' in value;
}
