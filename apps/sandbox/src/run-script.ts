import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { LauncherError } from './launcher-error.js';
import { lastWords, logSince, openLog, sizeOf } from './logs.js';

/** Runs one of an app's short scripts to its end, its words in `log`. Throws `LauncherError` when it fails. */
export async function runScript(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  log: string,
  signal?: AbortSignal,
): Promise<void> {
  const offset = await sizeOf(log);
  const descriptor = await openLog(log);
  const code = await new Promise<number | NodeJS.Signals | null>((resolve) => {
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
      cwd: dirname(script),
      env,
      detached: true,
      stdio: ['ignore', descriptor, descriptor],
      ...(signal && { signal }),
    });
    child.once('error', () => resolve(null));
    child.once('exit', (exitCode, killedBy) => resolve(exitCode ?? killedBy));
  }).finally(() => closeSync(descriptor));
  if (code === 0) return;
  signal?.throwIfAborted();
  const words = lastWords(logSince(log, offset));
  throw new LauncherError(
    `${basename(dirname(dirname(script)))}/${basename(script)} failed (${String(code)}): ${words}`,
    `see ${log}; data that cannot be mended are made anew with --reset`,
  );
}
