import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Writes what is made from other files; with `--check`, fails where a committed page is not what would be written.
const tool = (name) => join(import.meta.dirname, name);
const fromSources = [
  '--conditions=@sandbank/source',
  '--import',
  pathToFileURL(tool('sources/register.mjs')).href,
];
const generators = [[tool('clauses.ts')], [tool('rules.ts')], [...fromSources, tool('openapi.ts')]];

for (const generator of generators) {
  const { status } = spawnSync(process.execPath, [...generator, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
