import type { Home } from '../home.js';
import { services } from '../services.js';
import { renewClientAuthority } from './client-authority.js';
import { issueAuthority, issueServerCertificate } from './issue.js';
import { isUsable, read, write } from './kept-pair.js';

/** Every name under which a browser or a script may reach the servers. */
export const certifiedHosts = ['localhost', '127.0.0.1', '::1'] as const;

export interface Renewal {
  /** A new authority has to be trusted anew by people's browsers. */
  readonly authority: boolean;
  readonly certificates: number;
}

/** Makes what is missing and renews what ends within 30 days, is not valid yet, or does not fit together. */
export async function renewCertificates(home: Home, now: Date): Promise<Renewal> {
  const kept = await read(home.authorityCertificate, home.authorityKey);
  const keep = kept !== undefined && isUsable(kept, now);
  const authority = keep ? kept : await issueAuthority(certifiedHosts, now);
  if (!keep) await write(home.authorityCertificate, home.authorityKey, authority);
  let certificates = 0;
  for (const { name } of services) {
    const server = await read(home.certificate(name), home.certificateKey(name));
    if (server !== undefined && isUsable(server, now, authority)) continue;
    const renewed = await issueServerCertificate(authority, certifiedHosts, now);
    await write(home.certificate(name), home.certificateKey(name), renewed);
    certificates += 1;
  }
  await renewClientAuthority(home, now);
  return { authority: !keep, certificates };
}
