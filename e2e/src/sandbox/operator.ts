import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const launcher = join(resolve(import.meta.dirname, '../../..'), 'apps/sandbox/dist/main.js');
const run = promisify(execFile);

/** Gives the launcher a command about the sandbox in `home`; resolves to what it printed. Rejects when it fails. */
export const operate = async (home: string, ...words: readonly string[]): Promise<string> => {
  const env = { ...process.env, SANDBANK_HOME: home, NODE_OPTIONS: '' };
  const { stdout } = await run(process.execPath, [launcher, ...words], { env });
  return stdout;
};
