import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

const stamp = join(root, '.nx', 'sandbank-build');
const left = new Set(['node_modules', 'dist', 'test', '.git', '.nx', 'coverage']);

/** Whether these sources, by their fingerprint, are those of the last build that ended well. */
export function isBuilt(sources) {
  try {
    return readFileSync(stamp, 'utf8') === sources;
  } catch {
    return false;
  }
}

/** Notes that these sources are built. */
export function rememberBuild(sources) {
  mkdirSync(join(root, '.nx'), { recursive: true });
  writeFileSync(stamp, sources);
}

/** From now until the next `rememberBuild`, nothing counts as built. */
export function forgetBuild() {
  rmSync(stamp, { force: true });
}

/** Every source by name, size and time. */
export function fingerprint() {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', 'tsconfig.base.json', 'nx.json', 'apps', 'libs']) {
    add(hash, join(root, name));
  }
  // The portal shows them.
  add(hash, join(root, 'docs', 'openapi'));
  return hash.digest('hex');
}

function add(hash, path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) {
    hash.update(`${path}\0${entry.size}\0${entry.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (left.has(name) || /\.spec\.tsx?$/.test(name)) continue;
    add(hash, join(path, name));
  }
}
