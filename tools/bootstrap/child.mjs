import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pinnedNode, root, toolEnvironment } from './workspace.mjs';

const keptCharacters = 200_000;

/** Runs a command quietly; resolves to `{ code, output }` with the last part of what it printed. */
export function runQuietly(command, args, { cwd = root, env = toolEnvironment(), onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const release = passSignalsTo(child);
    let output = '';
    let rest = '';
    const take = (text) => {
      output = (output + text).slice(-keptCharacters);
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      if (onLine) lines.forEach(onLine);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      release();
      resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), output });
    });
  });
}

/**
 * Hands the terminal over to a script under the pinned Node and resolves to its exit code.
 * The channel tells the script when this process is gone, even by `kill -9`.
 */
export function handOver(args, { env = {}, channel = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode, args, {
      cwd: root,
      env: { ...toolEnvironment(), ...env },
      stdio: ['inherit', 'inherit', 'inherit', ...(channel ? ['ipc'] : [])],
    });
    const release = passSignalsTo(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

let received;

/** The exit code that a signal asked for while a child ran; undefined when none came. */
export function interruption() {
  return received === undefined ? undefined : 128 + constants.signals[received];
}

/** Whoever sends a signal to this process alone (npm does) means the child; the child may get it twice. */
function passSignalsTo(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (signal) => {
    received = signal;
    child.kill(signal);
  };
  signals.forEach((signal) => process.on(signal, forward));
  return () => signals.forEach((signal) => process.off(signal, forward));
}
