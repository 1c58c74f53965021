import { join } from 'node:path';
import { runQuietly } from './child.mjs';
import { withProgress } from './progress.mjs';
import { Stop } from './stop.mjs';
import { modules, pinnedNode } from './workspace.mjs';

/** Builds every project whose sources changed; Nx knows the order and keeps what is still good. */
export async function build() {
  await withProgress(
    'building',
    async (say) => {
      let built = 0;
      const { code, output } = await runQuietly(
        pinnedNode,
        [
          join(modules, 'nx', 'dist', 'bin', 'nx.js'),
          'run-many',
          '-t',
          'build',
          '--output-style=static',
        ],
        {
          onLine: (line) => {
            if (/✔\s+nx run/.test(line)) say(`${++built} done`);
          },
        },
      );
      if (code !== 0) throw new Stop('The build failed; its last words are above.', { output });
    },
    { graceMilliseconds: 2000 },
  );
}
