import { spawn } from 'node:child_process';

/**
 * Stops a process when this one is gone, however it went: a shell waits on a pipe that only our end closes.
 * The function it returns calls the watch off.
 */
export function watchdogFor(pid: number): () => void {
  const shell = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell the next start still finds and stops the orphan.
  shell.once('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return () => shell.kill('SIGKILL');
}
