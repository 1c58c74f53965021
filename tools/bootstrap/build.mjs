import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './child.mjs';
import { fingerprint, forgetBuild, isBuilt, rememberBuild } from './build-stamp.mjs';
import { withProgress } from './progress.mjs';
import { Stop } from './stop.mjs';
import { modules, pinnedNode, root } from './workspace.mjs';

const compiler = join(modules, 'typescript', 'bin', 'tsc');
const nx = join(modules, 'nx', 'dist', 'bin', 'nx.js');

/** The servers; the libraries follow from their references. */
const servers = [
  'authorization-server',
  'resource-server',
  'directory',
  'tpp-portal',
  'sandbox',
].map((name) => join(root, 'apps', name));

/** What a build must leave behind to count. */
const products = [
  ...servers.map((folder) => join(folder, 'dist', 'main.js')),
  join(root, 'apps', 'tpp-portal', 'ui', 'dist', 'index.html'),
];

/** Builds what changed since the last build; costs next to nothing when nothing did. */
export async function build() {
  // Taken before: what changes while the build runs belongs to the next one.
  const sources = fingerprint();
  if (products.every((file) => existsSync(file)) && isBuilt(sources)) return;
  forgetBuild();
  await withProgress('building', async (say) => {
    let done = 0;
    const count = (line) => {
      if (/Building project|✔\s+nx run/.test(line)) say(`${++done} done`);
    };
    // One compiler for all servers and libraries takes a third of the time of one for each. The types are the
    // business of `npm run check`; leaving them out halves the rest.
    await run([compiler, '-b', '--noCheck', '--verbose', ...servers], count);
    const pages = ['run-many', '-t', 'build', '-p', '@sandbank/tpp-portal-ui'];
    await run([nx, ...pages, '--output-style=static'], count);
  });
  rememberBuild(sources);
}

async function run(args, onLine) {
  const { code, output } = await runQuietly(pinnedNode, args, { onLine });
  if (code !== 0) throw new Stop('The build failed; its last words are above.', { output });
}
