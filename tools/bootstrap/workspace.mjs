import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's root, with every parent resolved from this file and not from the working directory. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export const modules = join(root, 'node_modules');

/** The pinned Node, once installed. */
export const pinnedNode = join(
  modules,
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** What every tool runs under: the pinned Node first on the path, and no word to the network from Nx. */
export function toolEnvironment() {
  return {
    ...process.env,
    PATH: join(modules, '.bin') + delimiter + (process.env.PATH ?? ''),
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_TUI: 'false',
    // Its default is a folder of the machine that the first user on it would own.
    NX_NATIVE_FILE_CACHE_DIRECTORY: join(root, '.nx', 'native'),
    DO_NOT_TRACK: '1',
  };
}
