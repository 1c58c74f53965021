import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryHome } from '../../test/temporary-home.js';
import { homeAt, makeHome } from '../home.js';
import { writeState } from '../state-file.js';
import { canReach, postgresAccount } from './account.js';
import { runnableBinaries } from './binaries.js';
import { postgresPlace, removePlace } from './place.js';

// Only root can give files away, and only root has to.
const isRoot = process.getuid?.() === 0;
const stranger = { uid: 65_534, gid: 65_534 };

describe('the account of PostgreSQL', () => {
  it('is our own unless we are root', async () => {
    expect(await postgresAccount(1000)).toBeUndefined();
  });

  it('is one without rights when we are', async () => {
    const home = await temporaryHome();
    const passwd = join(home.folder, 'passwd');
    await writeFile(passwd, 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n');
    expect(await postgresAccount(0, passwd)).toEqual({ uid: 65_534, gid: 65_533 });
    await writeFile(passwd, 'root:x:0:0::/root:/bin/sh\n');
    await expect(postgresAccount(0, passwd)).rejects.toMatchObject({
      cure: expect.stringContaining('SANDBANK_DATABASE_URL'),
    });
  });

  it('reaches a folder only when it may pass through every parent', async () => {
    const home = await temporaryHome();
    const inner = join(home.folder, 'closed', 'inner');
    await mkdir(inner, { recursive: true });
    await chmod(inner, 0o755);
    await chmod(join(home.folder, 'closed'), 0o755);
    expect(await canReach(stranger, inner)).toBe(true);
    await chmod(join(home.folder, 'closed'), 0o700);
    expect(await canReach(stranger, inner)).toBe(false);
    const { uid, gid } = await stat(inner);
    expect(await canReach({ uid, gid }, inner)).toBe(true);
  });
});

describe('the place of the database', () => {
  it('is inside the state folder, and stays there', async () => {
    const home = await temporaryHome();
    expect(await postgresPlace(home, undefined)).toBe(home.postgres);
    expect(await postgresPlace(home, undefined)).toBe(home.postgres);
  });

  it('of a copied state folder is not the original’s', async () => {
    const original = await temporaryHome();
    await postgresPlace(original, undefined);
    const copy = await temporaryHome();
    await writeState(copy.postgresPlace, { folder: original.postgres });
    expect(await postgresPlace(copy, undefined)).toBe(copy.postgres);
  });

  if (isRoot) {
    it('is elsewhere when the account cannot reach the state folder', async () => {
      const parent = await mkdtemp(join(tmpdir(), 'sandbank-closed-'));
      const home = homeAt(join(parent, 'state'));
      await makeHome(home);
      const place = await postgresPlace(home, stranger);
      try {
        expect(place).toMatch(/^\/var\/(lib|tmp)\/sandbank-/);
        expect(await stat(place)).toMatchObject({ uid: stranger.uid, mode: 0o40700 });
        expect(await postgresPlace(home, stranger)).toBe(place);
        const closedNative = join(parent, 'package', 'native');
        await mkdir(join(closedNative, 'bin'), { recursive: true });
        await writeFile(join(closedNative, '..', 'package.json'), '{"version":"1"}');
        await writeFile(join(closedNative, 'bin', 'postgres'), '#!/bin/sh\n', { mode: 0o755 });
        const { postgres } = await runnableBinaries(place, stranger, closedNative);
        expect(postgres).toBe(join(place, 'native', 'bin', 'postgres'));
        expect(await readFile(postgres, 'utf8')).toBe('#!/bin/sh\n');
      } finally {
        await removePlace(home);
        await rm(parent, { recursive: true });
      }
      await expect(stat(place)).rejects.toThrow();
    });
  }
});
