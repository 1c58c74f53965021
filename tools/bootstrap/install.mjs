import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './child.mjs';
import { withProgress } from './progress.mjs';
import { Stop } from './stop.mjs';
import { modules, root } from './workspace.mjs';

/** Installs the packages of package-lock.json when node_modules is missing, incomplete or of another lock file. */
export async function installPackages() {
  const state = installed();
  if (state === 'complete') return;
  const title =
    state === 'missing' ? 'installing packages (once, about a minute)' : 'updating packages';
  await withProgress(title, async () => {
    // A clean install first; where node_modules merely lags behind, npm changes only what differs.
    let result = await npm(state === 'missing' ? ['ci'] : ['install', '--no-save']);
    if (
      /can only install packages when your package\.json and package-lock\.json/.test(result.output)
    ) {
      result = await npm(['install', '--no-save']);
    }
    if (result.code !== 0) throw new Stop(explain(result.output), { output: result.output });
  });
}

/** npm writes `.package-lock.json` as the last act of an installation, so it doubles as the proof of one. */
function installed() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return 'missing';
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(record);
  const differs = Object.entries(wanted).some(([path, { version, link, optional }]) => {
    if (!path.includes('node_modules/') || link === true) return false;
    if (present[path] === undefined) return optional !== true;
    return present[path].version !== version || !existsSync(join(root, path, 'package.json'));
  });
  const unlinked = Object.entries(wanted).some(
    ([path, { link }]) => link === true && !existsSync(join(root, path)),
  );
  return differs || unlinked ? 'different' : 'complete';
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
}

/** Under `npm run`, the very npm that was called; else the one on the path. */
function npm(args) {
  const options = { env: process.env };
  const quiet = ['--no-audit', '--no-fund', '--no-progress'];
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js')) {
    return runQuietly(process.execPath, [script, ...args, ...quiet], options);
  }
  return runQuietly(process.platform === 'win32' ? 'npm.cmd' : 'npm', [...args, ...quiet], options);
}

function explain(output) {
  const cures = [
    [/ENOSPC/, 'the disk is full. Cure: free about 2 GB and run the command again.'],
    [/EACCES|EPERM/, 'a folder may not be written. Cure: make this clone your own (chown -R).'],
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i,
      'the package registry cannot be reached. Cure: check the network or the proxy settings of npm.',
    ],
    [
      /CERT|certificate/,
      'the certificate of the package registry is not trusted. Cure: set npm\'s "cafile".',
    ],
  ];
  const known = cures.find(([pattern]) => pattern.test(output));
  return `The packages could not be installed: ${known?.[1] ?? 'npm failed; its last words are above.'}`;
}
