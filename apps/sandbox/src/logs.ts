import { closeSync, openSync, readSync, fstatSync } from 'node:fs';
import { copyFile, rename, stat, truncate } from 'node:fs/promises';

const logBytesMax = 8 * 1024 * 1024;

/** Opens a log for appending, after putting a large one aside as `<path>.1`. The caller closes the descriptor. */
export async function openLog(path: string): Promise<number> {
  if ((await sizeOf(path)) > logBytesMax) await rename(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** Empties a log that grew too large while a process writes to it; the old content stays as `<path>.1`. */
export async function trimLog(path: string, bytesMax = logBytesMax): Promise<void> {
  if ((await sizeOf(path)) <= bytesMax) return;
  await copyFile(path, `${path}.1`);
  // The writer appends, so its next line begins the emptied file.
  await truncate(path, 0);
}

/** The size of a file in bytes; 0 when there is none. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

const tailBytesMax = 16 * 1024;

/** What was written to a log from `fromByte` on, at most its last 16 KiB. */
export function logSince(path: string, fromByte: number): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(file);
    const start = Math.max(fromByte > size ? 0 : fromByte, size - tailBytesMax);
    const bytes = Buffer.alloc(size - start);
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}

const wordsMax = 300;

/** The line that most likely says why: one that begins with an error's name, else one that mentions an error, else the last. */
export function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling =
    lines.find((line) => /^\w*Error\b/.test(line)) ??
    lines.find((line) => /error/i.test(line) && !/^\s+at /.test(line)) ??
    lines.at(-1);
  return (telling ?? 'without a word').trim().slice(0, wordsMax);
}
