import { X509Certificate } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isHealthy } from '../health.js';
import { lockIsStale } from '../lock.js';
import { portsOf, portUses, takenPorts } from '../ports.js';
import { runningProcesses } from '../process-list.js';
import { services } from '../services.js';
import { portTaken, rememberedPorts } from '../settle-ports.js';
import { readIfThere } from '../state-file.js';
import type { HealthCheck, Problem } from './check.js';

/** Whether a launcher that died left something behind. */
export const leftovers: HealthCheck = {
  title: 'earlier starts',
  async examine({ home, launcher }) {
    if (launcher !== undefined) return [];
    const cure = 'npm run sandbox -- stop';
    const problems: Problem[] = [];
    if (await lockIsStale(home)) {
      problems.push({ what: 'a launcher that was killed left its lock', cure });
    }
    for (const [name, { pid }] of Object.entries(await runningProcesses(home))) {
      problems.push({ what: `${name} (process ${pid}) runs without a launcher`, cure });
    }
    return problems;
  },
};

/** Whether the remembered ports are free, or held by our own servers in good health. */
export const ports: HealthCheck = {
  title: 'ports',
  async examine({ home, launcher, databaseUrl }) {
    const remembered = await rememberedPorts(home);
    if (remembered === undefined) return [];
    if (launcher === undefined) {
      const ours = Object.keys(await runningProcesses(home)).length > 0;
      const uses = portUses.filter((use) => databaseUrl === undefined || use !== 'database');
      const taken = ours ? [] : await takenPorts(remembered, uses);
      return taken.map((use) => {
        const { message: what, cure } = portTaken(remembered, use);
        return { what, cure };
      });
    }
    const ca = (await readIfThere(home.authorityCertificate)) ?? '';
    const sick = await Promise.all(
      services.flatMap((service) =>
        portsOf(service, remembered).map(async (port) => ({
          what: `the ${service.title.toLowerCase()} does not answer at port ${port}`,
          cure: `see ${home.log(service.name)}, then stop and start the sandbox`,
          healthy: await isHealthy(port, ca),
        })),
      ),
    );
    return sick.filter(({ healthy }) => !healthy);
  },
};

/** Whether the certificates of running servers are in time; a start renews them. */
export const certificates: HealthCheck = {
  title: 'certificates',
  async examine({ home, clock, launcher }) {
    if (launcher === undefined) return [];
    const files = [
      home.authorityCertificate,
      home.clientAuthorityCertificate,
      ...services.map(({ name }) => home.certificate(name)),
    ];
    const problems: Problem[] = [];
    for (const file of files) {
      const what = certificateTrouble(await readIfThere(file), clock.now());
      if (what === undefined) continue;
      problems.push({
        what: `${file} ${what}`,
        cure: 'stop and start the sandbox, which renews it',
      });
    }
    return problems;
  },
};

export function certificateTrouble(pem: string | undefined, now: Date): string | undefined {
  if (pem === undefined) return 'is missing';
  try {
    const { validFromDate, validToDate } = new X509Certificate(pem);
    if (validToDate <= now) return `ended on ${validToDate.toISOString().slice(0, 10)}`;
    if (validFromDate > now) return 'is not valid yet: the clock was set back';
    return undefined;
  } catch {
    return 'is not a certificate';
  }
}

/** Whether keys and passwords are ours alone. */
export const permissions: HealthCheck = {
  title: 'file permissions',
  async examine({ home }) {
    const problems: Problem[] = [];
    const own = await stat(home.folder).catch(() => undefined);
    const uid = process.getuid?.();
    if (own !== undefined && uid !== undefined && own.uid !== uid) {
      const what = `${home.folder} belongs to another user`;
      problems.push({ what, cure: `work as that user, or: sudo chown -R $(id -u) ${home.folder}` });
    }
    const folders = ['secrets', 'keys', 'seed', 'ca', 'tls'].map((name) => join(home.folder, name));
    for (const folder of folders) problems.push(...(await openFiles(folder)));
    return problems;
  },
};

async function openFiles(folder: string): Promise<Problem[]> {
  const names = await readdir(folder).catch(() => []);
  const isSecret = (name: string): boolean => !name.endsWith('.pem') || name.endsWith('-key.pem');
  const files = names.filter(isSecret).map((name) => join(folder, name));
  const open = await Promise.all(
    files.map(async (file) => ((await stat(file)).mode & 0o077) !== 0),
  );
  return files
    .filter((_, index) => open[index])
    .map((file) => ({ what: `${file} can be read by others`, cure: `chmod 600 ${file}` }));
}
