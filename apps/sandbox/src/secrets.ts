import { randomBytes } from 'node:crypto';
import { privateMode, readIfThere, writeWhole } from './state-file.js';

const secretBytes = 32;

/** The secret in a file, made at the first call: 32 random bytes in base64url. */
export async function secretIn(path: string): Promise<string> {
  const kept = (await readIfThere(path))?.trim();
  if (kept !== undefined && kept !== '') return kept;
  const secret = randomBytes(secretBytes).toString('base64url');
  await writeWhole(path, `${secret}\n`, privateMode);
  return secret;
}
