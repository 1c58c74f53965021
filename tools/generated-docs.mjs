import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// Writes what is made from other files; with `--check`, fails where a committed page is not what would be written.
const generators = ['clauses.ts', 'rules.ts'];

for (const generator of generators) {
  const { status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, generator), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exitCode = 1;
}
