import { readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { rootCertificates } from 'node:tls';
import { LauncherError, wordsOf } from '../launcher-error.js';
import type { NamedKey } from './signed-statement.js';

/** The keys of a JWK set in a file or behind an https URL; `ca` is an authority to trust besides the well-known ones. */
export async function trustedKeys(place: string, ca?: string): Promise<readonly NamedKey[]> {
  try {
    const set = place.startsWith('https://')
      ? await fetched(place, ca)
      : await readFile(place, 'utf8');
    const { keys } = JSON.parse(set) as { readonly keys?: unknown };
    if (!Array.isArray(keys)) throw new Error('it has no member keys');
    return keys as readonly NamedKey[];
  } catch (cause) {
    throw new LauncherError(
      `${place} cannot be read as a JWK set: ${wordsOf(cause)}`,
      'name a file, or the jwks_uri of the bank',
      { cause },
    );
  }
}

function fetched(url: string, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const authorities = [...rootCertificates, ...(ca === undefined ? [] : [ca])];
    const asked = get(url, { ca: authorities, timeout: 10_000 }, (answer) => {
      if (answer.statusCode === 200) {
        resolve(text(answer));
        return;
      }
      answer.resume();
      reject(new Error(`it answers ${String(answer.statusCode)}`));
    });
    asked.once('timeout', () => asked.destroy(new Error('it does not answer')));
    asked.once('error', reject);
  });
}
