import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeAt, makeHome, type Home } from '../src/home.js';

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A state folder that is gone after the spec, and that PostgreSQL's account can reach. */
export async function temporaryHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbank-launcher-'));
  folders.push(folder);
  await chmod(folder, 0o711);
  const home = homeAt(folder);
  await makeHome(home);
  return home;
}
