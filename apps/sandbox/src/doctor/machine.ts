import { stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { wordsOf } from '../launcher-error.js';
import { installedNative } from '../postgres/binaries.js';
import { services } from '../services.js';
import type { HealthCheck, Problem } from './check.js';

const nodeMajorMin = 24;
const freeBytesMin = 1024 ** 3;
const hourMilliseconds = 3_600_000;
const dateMax = new Date('2100-01-01T00:00:00Z');

/** Whether this Node can run the servers. */
export const nodeVersion: HealthCheck = {
  title: 'Node',
  examine: async () => nodeProblems(process.versions.node),
};

export function nodeProblems(version: string): Problem[] {
  if (Number(version.split('.')[0]) >= nodeMajorMin) return [];
  const what = `the launcher runs on Node ${version}; the servers need ${nodeMajorMin} or newer`;
  return [{ what, cure: 'start it with "npm run sandbox", which brings its own Node' }];
}

/** Whether packages and built servers are there. */
export const installation: HealthCheck = {
  title: 'installation',
  async examine({ apps, databaseUrl }) {
    const problems: Problem[] = [];
    for (const { name, title } of services) {
      if ((await existing(join(apps, name, 'dist', 'main.js'))) !== undefined) continue;
      problems.push({ what: `the ${title.toLowerCase()} is not built`, cure: 'npm run sandbox' });
    }
    if (databaseUrl !== undefined) return problems;
    try {
      await stat(join(installedNative(), 'bin', 'postgres'));
    } catch (error) {
      const cure = 'remove node_modules and run "npm run sandbox"; or set SANDBANK_DATABASE_URL';
      problems.push({ what: `the embedded PostgreSQL is missing: ${wordsOf(error)}`, cure });
    }
    return problems;
  },
};

/** Whether the disk has room for a database. */
export const disk: HealthCheck = {
  title: 'disk space',
  async examine({ home }) {
    const { bavail, bsize } = await statfs(await nearestExisting(home.folder));
    return diskProblems(home.folder, bavail * bsize);
  },
};

export function diskProblems(folder: string, freeBytes: number): Problem[] {
  if (freeBytes >= freeBytesMin) return [];
  const free = Math.floor(freeBytes / 1024 ** 2);
  return [{ what: `only ${free} MB are free at ${folder}`, cure: 'free about 1 GB' }];
}

/** Whether the machine's date can be right: tokens and certificates live by it. */
export const clock: HealthCheck = {
  title: 'clock',
  async examine({ clock: { now } }) {
    const built = await stat(new URL(import.meta.url));
    return clockProblems(now(), built.mtime);
  },
};

export function clockProblems(now: Date, builtAt: Date): Problem[] {
  const cure = 'set the date, for example with "timedatectl set-ntp true"';
  const shown = now.toISOString();
  if (now.getTime() < builtAt.getTime() - hourMilliseconds) {
    return [{ what: `the clock shows ${shown}, before this program was built`, cure }];
  }
  if (now > dateMax) return [{ what: `the clock shows ${shown}, in another century`, cure }];
  return [];
}

async function nearestExisting(path: string): Promise<string> {
  return (await existing(path)) === undefined ? nearestExisting(dirname(path)) : path;
}

function existing(path: string) {
  return stat(path).catch(() => undefined);
}
