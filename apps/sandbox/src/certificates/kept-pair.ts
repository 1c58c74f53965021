import { createPrivateKey, X509Certificate } from 'node:crypto';
import { privateMode, publicMode, readIfThere, writeWhole } from '../state-file.js';
import type { KeyAndCertificate } from './issue.js';

const dayMilliseconds = 86_400_000;
const renewDays = 30;

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

/** Writes a key for its owner alone, and then its certificate. */
export async function write(
  certificateFile: string,
  keyFile: string,
  pair: KeyAndCertificate,
): Promise<void> {
  await writeWhole(keyFile, pair.key, privateMode);
  await writeWhole(certificateFile, pair.certificate, publicMode);
}
