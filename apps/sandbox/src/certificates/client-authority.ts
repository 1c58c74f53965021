import type { Home } from '../home.js';
import { publicMode, readIfThere, writeWhole } from '../state-file.js';
import { issueClientAuthority } from './issue.js';
import { isUsable, read, write } from './kept-pair.js';

/**
 * Makes the sandbox's own authority for clients where it is missing or about to end, and names it in the bundle that the
 * servers trust. What an operator adds to the bundle stays, and so does an older authority whose clients are in time;
 * what an operator takes out is not put back.
 */
export async function renewClientAuthority(home: Home, now: Date): Promise<void> {
  const { clientAuthorityCertificate: certificate, clientAuthorityKey: key } = home;
  const bundle = (await readIfThere(home.clientAuthorities)) ?? '';
  const kept = await read(certificate, key);
  const isKept = kept !== undefined && isUsable(kept, now);
  if (isKept && bundle !== '') return;
  const authority = isKept ? kept : await issueClientAuthority(now);
  if (!isKept) await write(certificate, key, authority);
  const separator = bundle === '' || bundle.endsWith('\n') ? '' : '\n';
  const whole = bundle + separator + authority.certificate;
  await writeWhole(home.clientAuthorities, whole, publicMode);
}
