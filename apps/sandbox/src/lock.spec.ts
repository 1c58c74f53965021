import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { temporaryHome } from '../test/temporary-home.js';
import { homeAt, type Home } from './home.js';
import { acquireLock, clearStaleLock, lockHolder, lockIsStale } from './lock.js';
import { identify } from './process-identity.js';
import { readIfThere, writeState } from './state-file.js';

describe('the lock', () => {
  let home: Home;
  beforeEach(async () => {
    home = await temporaryHome();
  });

  it('is held by one start at a time', async () => {
    const release = await acquireLock(home);
    expect(await lockHolder(home)).toMatchObject({ pid: process.pid });
    await expect(acquireLock(home)).rejects.toMatchObject({
      message: `this sandbox is already running (process ${process.pid})`,
      cure: expect.stringContaining('stop'),
    });
    await release();
    expect(await lockHolder(home)).toBeUndefined();
    await (
      await acquireLock(home)
    )();
  });

  it('goes to exactly one of many starts at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(home)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await readdir(home.folder)).filter((name) => name.startsWith('lock'))).toEqual([
      'lock.json',
    ]);
  });

  it('of a killed launcher is taken over', async () => {
    const dead = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    await once(dead, 'spawn');
    await writeState(home.lock, { ...identify(dead.pid!), home: home.folder });
    await expect(acquireLock(home)).rejects.toThrow('already running');
    dead.kill('SIGKILL');
    await once(dead, 'exit');
    expect(await lockIsStale(home)).toBe(true);
    await (
      await acquireLock(home)
    )();
  });

  it('that nobody holds is cleared away, and no other', async () => {
    await writeState(home.lock, { pid: 999_999, began: 'once', home: home.folder });
    await clearStaleLock(home);
    expect(await lockIsStale(home)).toBe(false);
    const release = await acquireLock(home);
    await clearStaleLock(home);
    expect(await lockHolder(home)).toBeDefined();
    await release();
  });

  it('does not mistake a process that got the same number for its holder', async () => {
    await writeState(home.lock, { pid: process.pid, began: 'another boot:1', home: home.folder });
    expect(await lockHolder(home)).toBeUndefined();
    await (
      await acquireLock(home)
    )();
  });

  it('that came along with a copied folder does not count', async () => {
    const release = await acquireLock(home);
    const copy = await temporaryHome();
    await writeState(copy.lock, JSON.parse((await readIfThere(home.lock))!));
    expect(await lockHolder(homeAt(copy.folder))).toBeUndefined();
    await release();
  });
});
