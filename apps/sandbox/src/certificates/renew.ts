import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Home } from '../home.js';
import { services } from '../services.js';
import { privateMode, publicMode, readIfThere, writeWhole } from '../state-file.js';
import { issueAuthority, issueServerCertificate, type KeyAndCertificate } from './issue.js';

/** Every name under which a browser or a script may reach the servers. */
export const certifiedHosts = ['localhost', '127.0.0.1', '::1'] as const;

const dayMilliseconds = 86_400_000;
const renewDays = 30;

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
  return { authority: !keep, certificates };
}

/** Whether a certificate is in time, belongs to its key and, for a server's, comes from this authority. */
export function isUsable(
  pair: KeyAndCertificate,
  now: Date,
  authority?: KeyAndCertificate,
): boolean {
  try {
    const certificate = new X509Certificate(pair.certificate);
    const daysLeft = (certificate.validToDate.getTime() - now.getTime()) / dayMilliseconds;
    const issuer = new X509Certificate((authority ?? pair).certificate);
    return (
      daysLeft >= renewDays &&
      certificate.validFromDate <= now &&
      certificate.checkPrivateKey(createPrivateKey(pair.key)) &&
      certificate.checkIssued(issuer) &&
      certificate.verify(issuer.publicKey)
    );
  } catch {
    return false;
  }
}

/** A certificate with its key from the state folder; undefined when either is missing. */
export async function read(
  certificateFile: string,
  keyFile: string,
): Promise<KeyAndCertificate | undefined> {
  const [certificate, key] = [await readIfThere(certificateFile), await readIfThere(keyFile)];
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}

async function write(
  certificateFile: string,
  keyFile: string,
  pair: KeyAndCertificate,
): Promise<void> {
  await writeWhole(keyFile, pair.key, privateMode);
  await writeWhole(certificateFile, pair.certificate, publicMode);
}
