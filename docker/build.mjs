// Builds everything and lays what runs into out/: manifests, compiled code, data; no source, no spec, no test library.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const run = (...command) =>
  execFileSync(process.execPath, command, {
    stdio: 'inherit',
    env: { ...process.env, CI: 'true' },
  });
run('node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--output-style=static');

const left = new Set(['libs/testing', 'e2e']);
const parts = ['package.json', 'dist', 'data'];

for (const manifest of globSync('{apps,libs}/*/package.json')) {
  const project = dirname(manifest);
  if (left.has(project)) continue;
  for (const part of parts) copy(join(project, part));
}
copy('apps/tpp-portal/ui/dist');
copy('LICENSE');

function copy(path) {
  if (!existsSync(path)) return;
  mkdirSync(dirname(join('out', path)), { recursive: true });
  cpSync(path, join('out', path), {
    recursive: true,
    filter: (source) => !/\.(tsbuildinfo|d\.ts|d\.ts\.map)$/.test(source),
  });
}

if (JSON.parse(readFileSync('out/apps/sandbox/package.json', 'utf8')).type !== 'module') {
  throw new Error('the projects are expected to be ES modules');
}
