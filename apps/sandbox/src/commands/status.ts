import { connect } from 'node:net';
import type { Context } from '../context.js';
import { isHealthy } from '../health.js';
import { lockHolder } from '../lock.js';
import { databaseName, runningProcesses } from '../process-list.js';
import { services, type Service } from '../services.js';
import { portsOf } from '../ports.js';
import { rememberedPorts } from '../settle-ports.js';
import { readIfThere } from '../state-file.js';
import { table } from '../table.js';

interface Row {
  readonly title: string;
  readonly pid: number | undefined;
  readonly port: number;
  readonly healthy: boolean;
}

/** Shows what runs, where and in what health; resolves to 0 when all is well, else 1. */
export async function showStatus(
  { home, databaseUrl }: Context,
  print: (text: string) => void,
): Promise<number> {
  const [launcher, running, ports] = [
    await lockHolder(home),
    await runningProcesses(home),
    await rememberedPorts(home),
  ];
  const ca = await readIfThere(home.authorityCertificate);
  if (ports === undefined || ca === undefined) {
    print('The sandbox was never started here. Start it with: npm run sandbox');
    return 1;
  }
  const rows: Row[] = await Promise.all(
    services.flatMap((service) =>
      portsOf(service, ports).map(async (port, index) => ({
        title: index === 0 ? service.title : `${service.title}, mutual TLS`,
        pid: running[service.name]?.pid,
        port,
        healthy: await isHealthy(port, ca),
      })),
    ),
  );
  for (const { name, title, control } of services as readonly Service[]) {
    if (control === undefined) continue;
    const port = ports[control];
    const of = { title: `${title}, for operators`, pid: running[name]?.pid, port };
    rows.push({ ...of, healthy: await accepts(port) });
  }
  if (databaseUrl === undefined) {
    const healthy = await accepts(ports.database);
    rows.push({
      title: 'PostgreSQL',
      pid: running[databaseName]?.pid,
      port: ports.database,
      healthy,
    });
  }
  const word = (pid: number | undefined, healthy: boolean): string => {
    if (pid === undefined) return healthy ? 'the port is taken by another program' : 'not running';
    return healthy ? 'healthy' : 'not healthy';
  };
  print(
    table([
      ['', 'process', 'port', 'health'],
      [
        'Launcher',
        String(launcher?.pid ?? '-'),
        '',
        launcher === undefined ? 'not running' : 'running',
      ],
      ...rows.map(({ title, pid, port, healthy }) => [
        ...[title, String(pid ?? '-'), String(port), word(pid, healthy)],
      ]),
    ]),
  );
  const well =
    launcher !== undefined && rows.every(({ pid, healthy }) => pid !== undefined && healthy);
  return well ? 0 : 1;
}

const connectMillisecondsMax = 1000;

/** Whether something listens on a port of this machine. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: connectMillisecondsMax });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
