import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { handOver, interruption } from './child.mjs';
import { installPackages } from './install.mjs';
import { ensurePinnedNode, ensurePostgresLinks } from './native-parts.mjs';
import { Stop } from './stop.mjs';
import { test } from './test.mjs';
import { root } from './workspace.mjs';

const buildless = [
  'stop',
  'status',
  'doctor',
  'account',
  'audit',
  'client',
  'consent',
  'customer',
  'event',
  'grant',
  'key',
  'ledger',
  'help',
  '--help',
];

const tasks = {
  sandbox: async (args) => {
    const launcher = join(root, 'apps', 'sandbox', 'dist', 'main.js');
    // A question or an order to a running sandbox must not wait for a build, nor fail with it.
    if (!buildless.includes(args[0]) || !existsSync(launcher)) await build();
    return handOver(['--enable-source-maps', launcher, ...args], { channel: true });
  },
  test: async (args) => {
    await build();
    return test(args);
  },
  check: async (args) => {
    await build();
    return check(args);
  },
};

/** Runs a task after everything it stands on is there; resolves to the exit code. */
export async function runTask([name, ...args]) {
  const task = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined;
  if (task === undefined) {
    console.error(`Say which task to run: ${Object.keys(tasks).join(', ')}.`);
    return 2;
  }
  try {
    await installPackages();
    await ensurePinnedNode();
    await ensurePostgresLinks();
    return await task(args);
  } catch (error) {
    if (interruption() !== undefined) return interruption();
    if (!(error instanceof Stop)) throw error;
    if (error.output) console.error(error.output.trimEnd().split('\n').slice(-60).join('\n'));
    console.error(`✘ ${error.message}`);
    return error.code;
  }
}
