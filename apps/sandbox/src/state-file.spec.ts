import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { temporaryHome } from '../test/temporary-home.js';
import type { Home } from './home.js';
import { readState, writeState } from './state-file.js';

const schema = z.object({ count: z.number() });

describe('state files', () => {
  let home: Home;
  beforeAll(async () => {
    home = await temporaryHome();
  });

  it('are read as they were written, for their owner alone', async () => {
    const path = join(home.folder, 'new', 'count.json');
    await writeState(path, { count: 3 });
    expect(await readState(path, schema)).toEqual({ count: 3 });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('are undefined before they are written', async () => {
    expect(await readState(join(home.folder, 'none.json'), schema)).toBeUndefined();
  });

  it('leave no draft behind when they cannot be written', async () => {
    const path = join(home.folder, 'kept', 'folder');
    await mkdir(path, { recursive: true });
    await expect(writeState(path, { count: 2 })).rejects.toThrow();
    expect(await readdir(join(home.folder, 'kept'))).toEqual(['folder']);
  });

  it.each(['{"count":', '{"count":"three"}'])(
    'that are damaged (%s) name their cure',
    async (text) => {
      const path = join(home.folder, 'damaged.json');
      await writeFile(path, text);
      await expect(readState(path, schema)).rejects.toMatchObject({
        message: `${path} is damaged`,
        cure: expect.stringContaining('--reset'),
      });
    },
  );
});
