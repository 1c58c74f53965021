import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { LauncherError } from './launcher-error.js';

/** Owner only: keys, passwords and what names them. */
export const privateMode = 0o600;
export const publicMode = 0o644;

/** The parsed content of a JSON file, or undefined when there is none. Throws `LauncherError` when it is damaged. */
export async function readState<T extends z.ZodType>(
  path: string,
  schema: T,
): Promise<z.output<T> | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LauncherError(`${path} is damaged`, 'delete it, or start anew with --reset', {
      cause,
    });
  }
}

/** Writes JSON so that a reader, or a crash at any moment, meets the old content or the new, never half of it. */
export async function writeState(path: string, value: unknown, mode = privateMode): Promise<void> {
  await writeWhole(path, `${JSON.stringify(value, null, 2)}\n`, mode);
}

/** As `writeState`, for text. */
export async function writeWhole(path: string, content: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  try {
    const file = await open(draft, 'wx', mode);
    try {
      await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The text of a file, or undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
