import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePortBase } from './free-ports.ts';

// This file is loaded by Node itself as well as by jest: it imports by the names that Node knows.

const root = resolve(import.meta.dirname, '../../..');
const launcher = join(root, 'apps/sandbox/dist/main.js');
const startWithinSeconds = 120;
const stopWithinSeconds = 20;

/** A whole sandbox of its own: folder, ports, database and processes. */
export class RunningSandbox {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    readonly home: string,
    readonly portBase: number,
  ) {}

  /** Makes a home and free ports for a sandbox that is not started yet. */
  static async prepare(portBase?: number): Promise<RunningSandbox> {
    const home = mkdtempSync(join(tmpdir(), 'sandbank-e2e-'));
    // As root, PostgreSQL runs as another user, who must be able to walk into this folder.
    chmodSync(home, 0o755);
    return new RunningSandbox(home, portBase ?? (await freePortBase()));
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the launcher, with more settings if wanted, and waits until every server answers. */
  async start(settings: NodeJS.ProcessEnv = {}): Promise<void> {
    if (!existsSync(launcher)) throw new Error(`${launcher} is missing: build the apps first`);
    this.output = '';
    const child = spawn(process.execPath, [launcher, '--port-base', String(this.portBase)], {
      cwd: root,
      env: { ...environment(this.home), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.child = child;
    await this.untilHealthy(child);
  }

  /** Asks the launcher to stop everything; what does not stop in time is an error. */
  async stop(): Promise<void> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    if (await this.exited(stopWithinSeconds)) return;
    child.kill('SIGKILL');
    throw new Error(`the launcher did not stop in ${stopWithinSeconds} s:\n${this.output}`);
  }

  /** Ends the launcher at once, as a power cut would. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.exited(stopWithinSeconds);
  }

  /** Deletes the sandbox's folder. */
  remove(): void {
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** True when the launcher has ended within that time. */
  async exited(withinSeconds: number): Promise<boolean> {
    const until = performance.now() + withinSeconds * 1000;
    while (performance.now() < until) {
      if (this.child?.exitCode !== null || this.child.signalCode !== null) return true;
      await delay(50);
    }
    return false;
  }

  private async untilHealthy(child: ChildProcess): Promise<void> {
    const until = performance.now() + startWithinSeconds * 1000;
    while (performance.now() < until) {
      if (child.exitCode !== null) break;
      if (await this.isHealthy()) return;
      await delay(200);
    }
    child.kill('SIGKILL');
    throw new Error(`the sandbox did not start:\n${this.output}\n${this.logs()}`);
  }

  /** True when portal, authorization server, resource server and directory all answer. */
  async isHealthy(): Promise<boolean> {
    const description = join(this.home, 'sandbox.json');
    if (!existsSync(description)) return false;
    const { ca } = JSON.parse(readFileSync(description, 'utf8')) as { ca: string };
    const trust = readFileSync(resolve(this.home, ca));
    const answers = await Promise.all(
      [0, 1, 2, 6].map((offset) => answers200(this.portBase + offset, trust)),
    );
    return answers.every(Boolean);
  }

  private logs(): string {
    const folder = join(this.home, 'logs');
    return ['authorization-server', 'resource-server', 'directory', 'tpp-portal']
      .map((app) => join(folder, `${app}.log`))
      .filter((file) => existsSync(file))
      .map((file) => `${file}:\n${readFileSync(file, 'utf8').slice(-4000)}`)
      .join('\n');
  }
}

/** Settings of the person who runs the tests are not settings of the sandbox under test. */
const environment = (home: string): NodeJS.ProcessEnv => {
  const foreign = Object.entries(process.env).filter(([name]) => !/^(SANDBANK_|NODE_)/.test(name));
  // A spec that waits for money waits a second, not five.
  return { ...Object.fromEntries(foreign), SANDBANK_HOME: home, SANDBANK_PAYMENT_STEP_MS: '200' };
};

const answers200 = (port: number, ca: Buffer): Promise<boolean> =>
  new Promise((done) => {
    const url = `https://localhost:${port}/healthz`;
    request(url, { ca, agent: false, timeout: 3000 }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    })
      .once('timeout', () => done(false))
      .once('error', () => done(false))
      .end();
  });
