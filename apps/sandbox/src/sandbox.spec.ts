import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@sandbank/testing';
import { standInApps } from '../test/stand-in-apps.js';
import { somePortBase } from '../test/port-base.js';
import { temporaryHome } from '../test/temporary-home.js';
import { runSandbox } from './commands/start.js';
import { showStatus } from './commands/status.js';
import { descriptionSchema } from './data/description.js';
import type { Ending } from './ending.js';
import { isHealthy } from './health.js';
import type { Home } from './home.js';
import { choosePorts, type Ports } from './ports.js';
import { isRunning } from './process-identity.js';
import { runningProcesses } from './process-list.js';
import type { Progress } from './progress.js';

const clock = { now: () => new Date() };

describe('a whole sandbox, with servers that only answer', () => {
  let apps: string;
  let home: Home;
  let ports: Ports;
  const said: string[] = [];
  const progress: Progress = { note: (line) => said.push(line), step: (_, work) => work() };

  beforeAll(async () => {
    apps = await standInApps();
    home = await temporaryHome();
    ports = await choosePorts(somePortBase());
  });

  // A test that fails in the middle must not leave its sandbox to the next one.
  const toEnd: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of toEnd.splice(0)) await end();
  }, 30_000);

  function start(options: { reset?: boolean; databaseUrl?: string } = {}) {
    const ready = Promise.withResolvers<undefined>();
    const ending = Promise.withResolvers<Ending>();
    const end = (): void => ending.resolve({ reason: 'SIGINT', code: 130 });
    const code = runSandbox(
      { home, apps, clock, databaseUrl: options.databaseUrl },
      { reset: options.reset ?? false, detach: false, portBase: ports.base },
      progress,
      () => ready.resolve(undefined),
      ending.promise,
    );
    toEnd.push(() => {
      end();
      return code;
    });
    return { code, ready: Promise.race([ready.promise, code]), end };
  }

  const ca = () => readFile(home.authorityCertificate, 'utf8');
  const status = async () => {
    const lines: string[] = [];
    return {
      code: await showStatus({ home, apps, clock, databaseUrl: undefined }, (l) => lines.push(l)),
      lines,
    };
  };

  it('starts, describes itself, is healthy, refuses a second start and ends without a trace', async () => {
    const first = start();
    await first.ready;
    const description = descriptionSchema.parse(
      JSON.parse(await readFile(home.description, 'utf8')),
    );
    expect(description.portal).toBe(`https://localhost:${ports.tppPortal}`);
    expect(await isHealthy(ports.authorizationServer, await ca())).toBe(true);
    const shown = await status();
    expect(shown.code).toBe(0);
    const control = String(ports.authorizationServerControl);
    expect(shown.lines.join()).toMatch(new RegExp(`for operators .* ${control} +healthy`));
    expect(await start().code).toBe(1);
    expect(said.at(-1)).toMatch(/already running.*Cure:/);
    const running = Object.values(await runningProcesses(home));
    expect(running).toHaveLength(5);
    first.end();
    expect(await first.code).toBe(0);
    expect(running.filter(isRunning)).toEqual([]);
    expect((await status()).lines.join()).toContain('not running');
  }, 60_000);

  it('mends a server that ends, with a word', async () => {
    const sandbox = start();
    await sandbox.ready;
    const before = (await runningProcesses(home))['resource-server']!;
    request({ port: ports.resourceServer, path: '/crash', rejectUnauthorized: false })
      .on('error', () => undefined)
      .end();
    while (isRunning(before)) await sleep(20);
    while (!(await isHealthy(ports.resourceServer, await ca()))) await sleep(50);
    expect(said.join('\n')).toMatch(/Resource server ended unexpectedly/);
    sandbox.end();
    expect(await sandbox.code).toBe(0);
  }, 60_000);

  it('that is called off in the middle of its start leaves nothing running', async () => {
    const sandbox = start();
    while (Object.keys(await runningProcesses(home)).length === 0) await sleep(5);
    sandbox.end();
    expect(await sandbox.code).toBe(130);
    expect(await runningProcesses(home)).toEqual({});
  }, 60_000);

  it('that cannot start a server says why in one line, and stops the rest', async () => {
    const main = join(apps, 'tpp-portal', 'dist', 'main.js');
    const good = await readFile(main, 'utf8');
    await writeFile(main, 'throw new Error("the portal has no pages")');
    expect(await start().code).toBe(1);
    expect(said.at(-1)).toMatch(
      /^✘ the portal ended: Error: the portal has no pages\. Cure: see .*log\.$/,
    );
    expect(await runningProcesses(home)).toEqual({});
    await writeFile(main, good);
  }, 60_000);

  it('works on a PostgreSQL by URL, and is new after a reset', async () => {
    // A server of its own: roles belong to the server, and this start gives them passwords that other specs do not know.
    const postgres = await startEmbeddedPostgres();
    toEnd.push(() => postgres.stop());
    const key = await readFile(home.clientKeys('client-script'), 'utf8');
    const sandbox = start({ reset: true, databaseUrl: postgres.adminUrl });
    await sandbox.ready;
    expect(Object.keys(await runningProcesses(home))).not.toContain('postgres');
    expect(await readFile(home.clientKeys('client-script'), 'utf8')).not.toBe(key);
    sandbox.end();
    expect(await sandbox.code).toBe(0);
  }, 60_000);
});
