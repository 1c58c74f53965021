import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LauncherError } from '../launcher-error.js';
import { logSince, openLog, sizeOf } from '../logs.js';
import { identify, stopProcess, type ProcessIdentity } from '../process-identity.js';
import { readIfThere } from '../state-file.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { pidFile, postmasterStopSteps, stopOrphanedPostmaster } from './orphan.js';
import { serverEnvironment, serverSettings } from './settings.js';
import { watchdogFor } from './watchdog.js';

export interface PostmasterOptions {
  readonly binaries: Binaries;
  readonly data: string;
  readonly port: number;
  readonly account: Account | undefined;
  readonly log: string;
}

/** A running PostgreSQL server. */
export interface Postmaster {
  readonly identity: ProcessIdentity;
  /** Settles when the process is gone, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const startMillisecondsMax = 120_000;
const pollMilliseconds = 25;
/** The sessions of a killed server need a moment to notice. */
const lingeringAttemptsMax = 20;
const lingeringMilliseconds = 500;

/** Starts the server on its data folder, after an orphan there was stopped; resolves when it accepts connections. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  await stopOrphanedPostmaster(options.data);
  for (let attempt = 1; ; attempt += 1) {
    const offset = await sizeOf(options.log);
    const postmaster = await launch(options);
    if (await becomesReady(postmaster, options)) return postmaster;
    const words = logSince(options.log, offset);
    const lingering = /pre-existing shared memory block|lock file .* already exists/.test(words);
    if (!lingering || attempt === lingeringAttemptsMax) throw explain(words, options);
    await sleep(lingeringMilliseconds);
  }
}

async function launch(options: PostmasterOptions): Promise<Postmaster> {
  const log = await openLog(options.log);
  const child = spawn(
    options.binaries.postgres,
    ['-D', options.data, ...serverSettings(options.port)],
    {
      ...options.account,
      cwd: '/',
      env: serverEnvironment(process.env),
      // A session of its own: Ctrl-C is for the launcher, which stops the servers in order.
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const ended = endOf(child);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) {
    await ended;
    throw explain(logSince(options.log, 0), options);
  }
  const callOff = watchdogFor(identity.pid);
  void ended.then(callOff);
  return {
    identity,
    ended,
    stop: async () => {
      await stopProcess(identity, postmasterStopSteps);
      await ended;
    },
  };
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

/** The server writes how far it is into the last line of its lock file. */
async function becomesReady(postmaster: Postmaster, { data }: PostmasterOptions): Promise<boolean> {
  const gone = new AbortController();
  void postmaster.ended.then(() => {
    gone.abort();
  });
  const deadline = performance.now() + startMillisecondsMax;
  while (!gone.signal.aborted && performance.now() < deadline) {
    const lines = (await readIfThere(pidFile(data)))?.split('\n') ?? [];
    if (Number(lines[0]) === postmaster.identity.pid && lines[7]?.trim() === 'ready') return true;
    await sleep(pollMilliseconds);
  }
  await postmaster.stop();
  return false;
}

function explain(words: string, { port, log }: PostmasterOptions): LauncherError {
  const known: [RegExp, string, string][] = [
    [
      /could not bind|Address already in use/,
      `port ${port} (database) is taken`,
      'stop that program, or choose other ports with --port-base',
    ],
    [/No space left/, 'the disk is full', 'free about 1 GB and start again'],
    [
      /incompatible with server/,
      'the data are of another PostgreSQL version',
      'start anew with --reset',
    ],
    [
      /could not (create|map).*shared memory/,
      'the machine grants too little shared memory',
      'give the container more, for example --shm-size=256m',
    ],
  ];
  const found = known.find(([pattern]) => pattern.test(words));
  const last = words.split('\n').findLast((line) => /FATAL|PANIC|error while/.test(line)) ?? '';
  const cause = new Error(words.slice(-2000));
  if (found !== undefined) return new LauncherError(found[1], found[2], { cause });
  const why = last.replace(/^.*(FATAL|PANIC): {2}/, '').trim();
  return new LauncherError(`PostgreSQL did not start${why && `: ${why}`}`, `see ${log}`, { cause });
}
