import { fork } from 'node:child_process';
import { closeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { StartOptions } from '../arguments.js';
import type { Context } from '../context.js';
import { endingAsked } from '../ending.js';
import { makeHome } from '../home.js';
import { openLog } from '../logs.js';
import type { Progress } from '../progress.js';
import { newsSchema, replayOn } from '../relayed-progress.js';

const background = fileURLToPath(new URL('../background.js', import.meta.url));

/** Starts a sandbox that outlives this process; resolves to the exit code once it is healthy or has failed. */
export async function startDetached(
  { home }: Context,
  options: StartOptions,
  progress: Progress,
): Promise<number> {
  await makeHome(home);
  const log = await openLog(home.launcherLog);
  const child = fork(background, [JSON.stringify(options)], {
    detached: true,
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const replay = replayOn(progress);
  const ready = new Promise<number>((resolve) => {
    child.on('message', (message) => {
      const news = newsSchema.parse(message);
      replay(news);
      if (news.kind === 'ready') resolve(0);
    });
  });
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code === null || code === 0 ? 1 : code));
  });
  const outcome = await Promise.race([ready, ended, endingAsked()]);
  if (typeof outcome !== 'number') {
    child.kill('SIGTERM');
    await ended;
    return outcome.code;
  }
  if (child.connected) child.disconnect();
  child.unref();
  return outcome;
}
