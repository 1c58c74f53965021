import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { interruption, runQuietly } from './child.mjs';
import { withProgress } from './progress.mjs';
import { Stop } from './stop.mjs';
import { test } from './test.mjs';
import { modules, pinnedNode, root } from './workspace.mjs';

const tool = (...path) => join(modules, ...path);
const compiler = tool('typescript', 'bin', 'tsc');

/**
 * What `npm run check` demands before the tests, which hold entities and migrations against each other as well.
 * A new gate is a line here; each runs under the pinned Node.
 */
const steps = [
  { title: 'format', run: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '.'] },
  { title: 'lint', run: [tool('eslint', 'bin', 'eslint.js'), '.'] },
  { title: 'types', run: [compiler, '-p', 'tsconfig.spec.json'] },
  { title: 'types of the pages', run: [compiler, '-p', 'apps/tpp-portal/ui', '--noEmit'] },
  { title: 'generated docs', run: [join(root, 'tools', 'generated-docs.mjs'), '--check'] },
];

/** Runs every gate, names all that fail, then the tests; resolves to the exit code. */
export async function check(args) {
  const failed = [];
  for (const { title, run } of steps) {
    if (!existsSync(run[0])) throw new Stop(`The gate "${title}" is missing: ${run[0]}`);
    try {
      await withProgress(title, async () => {
        const { code, output } = await runQuietly(pinnedNode, run);
        if (code !== 0) throw new Stop(title, { output });
      });
    } catch (error) {
      if (interruption() !== undefined || !(error instanceof Stop)) throw error;
      failed.push(title);
      console.error(error.output.trimEnd());
    }
  }
  const code = await test(args);
  if (failed.length > 0) console.error(`✘ Not in order: ${failed.join(', ')}.`);
  return code === 0 && failed.length > 0 ? 1 : code;
}
