import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LauncherError } from '../launcher-error.js';
import { privateMode, writeWhole } from '../state-file.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { giveTo } from './place.js';
import { initdbOptions, serverEnvironment } from './settings.js';

/** Makes the database cluster in `place` at the first call. A crash meanwhile leaves nothing that counts. */
export async function ensureCluster(
  place: string,
  binaries: Binaries,
  account: Account | undefined,
  password: string,
): Promise<string> {
  const data = join(place, 'data');
  if (await exists(join(data, 'PG_VERSION'))) return data;
  const draft = join(place, 'data.draft');
  const passwordFile = join(place, 'password.draft');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  try {
    await writeWhole(passwordFile, password, privateMode);
    if (account !== undefined) {
      await giveTo(account, draft);
      await giveTo(account, passwordFile);
    }
    await initdb(binaries, draft, passwordFile, account);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, data);
  return data;
}

async function initdb(
  binaries: Binaries,
  data: string,
  passwordFile: string,
  account: Account | undefined,
): Promise<void> {
  const child = spawn(binaries.initdb, initdbOptions(data, passwordFile), {
    ...account,
    cwd: '/',
    env: serverEnvironment(process.env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const cause = new Error(words);
  if (words.includes('No space left')) {
    throw new LauncherError('the disk is full', 'free about 1 GB and start again', { cause });
  }
  throw new LauncherError(
    `PostgreSQL could not make its database: ${words.trim().split('\n').at(-1) ?? ''}`,
    'start anew with --reset, or set SANDBANK_DATABASE_URL',
    { cause },
  );
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
