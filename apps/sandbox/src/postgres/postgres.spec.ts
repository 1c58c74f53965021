import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { somePortBase } from '../../test/port-base.js';
import { temporaryHome } from '../../test/temporary-home.js';
import { embeddedServer, type DatabaseServer } from '../database.js';
import type { Home } from '../home.js';
import { choosePorts } from '../ports.js';
import { isRunning } from '../process-identity.js';
import { stopOrphans } from '../process-list.js';
import type { Life } from '../supervised-process.js';
import { postgresAccount } from './account.js';
import { pidFile, postmasterOf } from './orphan.js';

describe('the embedded PostgreSQL', () => {
  let home: Home;
  let port: number;
  let server: DatabaseServer;
  let data: string;
  const lives: Life[] = [];

  beforeAll(async () => {
    home = await temporaryHome();
    port = (await choosePorts(somePortBase())).database;
    server = await embeddedServer(home, port);
    data = join(home.postgres, 'data');
  }, 60_000);

  afterEach(async () => {
    for (const life of lives.splice(0)) await life.stop();
  });

  async function begin(): Promise<Life> {
    const life = await server.begin!();
    lives.push(life);
    return life;
  }

  async function ask<T extends object>(sql: string, url = server.adminUrl): Promise<T[]> {
    const client = new pg.Client({ connectionString: url });
    // A server that is killed says so on its connections.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  it('is durable, speaks TCP on this machine alone and asks for the password', async () => {
    await begin();
    const settings = await ask<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name IN
        ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories')`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
    });
    const wrong = new URL(server.adminUrl);
    wrong.password = 'guess';
    await expect(ask('SELECT 1', wrong.href)).rejects.toMatchObject({ code: '28P01' });
    const none = new URL(server.adminUrl);
    none.password = '';
    await expect(ask('SELECT 1', none.href)).rejects.toThrow();
    expect((await stat(home.databaseOwnerPassword)).mode & 0o777).toBe(0o600);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
  });

  it('keeps what was committed when it is killed, and starts again', async () => {
    const life = await begin();
    await ask('CREATE TABLE kept (word text)');
    await ask(`INSERT INTO kept VALUES ('committed')`);
    process.kill(life.identity.pid, 'SIGKILL');
    await life.ended;
    expect(await readFile(pidFile(data), 'utf8')).toContain(String(life.identity.pid));
    await begin();
    expect(await ask('SELECT word FROM kept')).toEqual([{ word: 'committed' }]);
  }, 30_000);

  it('that outlived its launcher is stopped by the next start', async () => {
    const orphan = await begin();
    expect(await postmasterOf(data)).toEqual(orphan.identity);
    await begin();
    expect(isRunning(orphan.identity)).toBe(false);
    expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('that outlived its launcher is stopped by "stop"', async () => {
    const orphan = await begin();
    expect(await stopOrphans(home)).toEqual(['postgres']);
    expect(isRunning(orphan.identity)).toBe(false);
    expect(await stopOrphans(home)).toEqual([]);
  });

  it('is not kept from starting by a lock file whose number another program got', async () => {
    const life = await begin();
    const lines = await readFile(pidFile(data), 'utf8');
    await life.stop();
    // PostgreSQL itself is only deceived by a process of its own account.
    const other = spawn('sleep', ['60'], { ...(await postgresAccount()), stdio: 'ignore' });
    await writeFile(pidFile(data), lines.replace(/^\d+/, String(other.pid)));
    await begin();
    expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(other.exitCode ?? other.signalCode).toBeNull();
    other.kill();
  });

  it('names the port when another program took it', async () => {
    const thief = createServer().listen(port, '127.0.0.1');
    await once(thief, 'listening');
    await expect(begin()).rejects.toMatchObject({ message: `port ${port} (database) is taken` });
    thief.close();
  });

  it('stops within moments, also with connections open', async () => {
    const life = await begin();
    const client = new pg.Client({ connectionString: server.adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    const startedAt = performance.now();
    await life.stop();
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(isRunning(life.identity)).toBe(false);
    await sleep(10);
    await client.end().catch(() => undefined);
  });
});
