import { join } from 'node:path';
import { allOrNone } from './all-or-none.js';
import type { StartOptions } from './arguments.js';
import { renewCertificates } from './certificates/renew.js';
import { Crew } from './crew.js';
import { registerClients } from './data/client-registrations.js';
import { describeSandbox, writeDescription, type SandboxDescription } from './data/description.js';
import { readData } from './data/read-data.js';
import { writeSeedFiles } from './data/seed-files.js';
import { makeHome, type Home } from './home.js';
import { acquireLock } from './lock.js';
import { portUses, type Ports } from './ports.js';
import { stopOrphans } from './process-list.js';
import type { Progress } from './progress.js';
import { resetExternalDatabase, resetHome } from './reset.js';
import { rememberedPorts, settlePorts } from './settle-ports.js';
import { migrate, openDatabase, seed, startServers } from './start-steps.js';
import type { WallClock } from './system-clock.js';
import { urlsOf } from './urls.js';

export interface SandboxOptions extends StartOptions {
  readonly home: Home;
  /** The folder whose `<name>/dist` holds each server. */
  readonly apps: string;
  /** Somebody else's PostgreSQL; without it ours is started. */
  readonly databaseUrl?: string;
  /** Keys, certificates, schemas and data are made, but no server is started. */
  readonly prepareOnly?: boolean;
  readonly clock: WallClock;
  readonly progress: Progress;
}

/** One sandbox, from its start to its end. */
export class Sandbox {
  private readonly crew: Crew;
  private readonly closing = new AbortController();
  private opening: Promise<unknown> = Promise.resolve();
  private release: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly options: SandboxOptions) {
    this.crew = new Crew(options.home, (line) => options.progress.note(line));
  }

  /** Settles, with the reason, when a process can no longer be kept alive. */
  get failed(): Promise<string> {
    return this.crew.failed;
  }

  /** Starts everything; resolves when every server is healthy. After a failure, `close` is still due. */
  open(): Promise<SandboxDescription> {
    const opening = this.start();
    this.opening = opening.catch(() => undefined);
    return opening;
  }

  /** Ends everything, also in the middle of a start. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.opening;
    await this.crew.close();
    await this.release();
  }

  /** The last resort of a launcher that crashes: signals, without waiting. */
  killNow(): void {
    this.crew.killNow();
  }

  private async start(): Promise<SandboxDescription> {
    const { home, progress, clock, apps, databaseUrl } = this.options;
    const { signal } = this.closing;
    const ports = await progress.step('prepare', () => this.prepare());
    const scene = { home, apps, ports, crew: this.crew, signal, databaseUrl };
    const [database] = await allOrNone([
      progress.step('database', () => openDatabase(scene)),
      progress.step('certificates', () => renewCertificates(home, clock.now())),
    ]);
    const urls = urlsOf(ports);
    const data = await readData(join(apps, 'sandbox', 'data'));
    const clients = await registerClients(home, data, urls);
    await writeSeedFiles(home, data, clients, urls);
    await progress.step('migrations', () => migrate(scene, database));
    const seedings = seed(scene, database);
    const start = () => startServers(scene, database, seedings);
    await allOrNone([
      progress.step('demo data', () => allOrNone(Object.values(seedings))),
      ...(this.options.prepareOnly === true ? [] : [progress.step('servers', start)]),
    ]);
    const description = describeSandbox(home, data, clients, urls);
    await writeDescription(home, description);
    return description;
  }

  private async prepare(): Promise<Ports> {
    const { home, progress, databaseUrl, reset, portBase } = this.options;
    await makeHome(home);
    this.release = await acquireLock(home);
    const orphans = await stopOrphans(home);
    if (orphans.length > 0)
      progress.note(`! ended what an earlier start left: ${orphans.join(', ')}`);
    // Other programs may have been told of the ports: a new sandbox keeps to the old base.
    const base = portBase ?? (await rememberedPorts(home))?.base;
    if (reset) {
      await resetHome(home);
      if (databaseUrl !== undefined) await resetExternalDatabase(databaseUrl);
      await makeHome(home);
    }
    const uses =
      databaseUrl === undefined ? portUses : portUses.filter((use) => use !== 'database');
    return settlePorts(home, base, uses, (line) => progress.note(line));
  }
}
