import { join } from 'node:path';
import { handOver } from './child.mjs';
import { modules } from './workspace.mjs';

/** Runs jest under the pinned Node; the arguments are jest's own. */
export function test(args) {
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--no-warnings'];
  return handOver([join(modules, 'jest', 'bin', 'jest.js'), ...args], {
    env: { NODE_OPTIONS: options.filter(Boolean).join(' ') },
  });
}
