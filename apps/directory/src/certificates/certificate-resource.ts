import { pem } from '../authority/pem.js';
import { sanUriOf } from '../authority/software-certificate.js';
import type { CertificateEntity } from './certificate.entity.js';

/** A certificate as stored, with that of its authority. */
export interface IssuedCertificate extends Readonly<
  Omit<CertificateEntity, 'software' | 'authority'>
> {
  /** Of the authority, in DER. */
  readonly chain: Buffer;
}

/** A certificate as organisations see it. */
export const certificateResource = (certificate: IssuedCertificate, now: Date): object => ({
  certificate_id: certificate.certificateId,
  use: certificate.use,
  serial_number: certificate.serialNumber,
  subject: certificate.subject,
  san_uri: sanUriOf(certificate.softwareId),
  certificate: pem('CERTIFICATE', certificate.certificate),
  chain: pem('CERTIFICATE', certificate.chain),
  not_before: certificate.notBefore.toISOString(),
  not_after: certificate.notAfter.toISOString(),
  thumbprint: certificate.thumbprint,
  ...(certificate.publicJwk !== null && { kid: certificate.publicJwk.kid }),
  status: statusOf(certificate, now),
  revoked_at: certificate.revokedAt?.toISOString() ?? null,
  revocation_reason: certificate.revocationReason,
});

/** Whether a certificate counts. */
export function statusOf(
  { revokedAt, notAfter }: Pick<IssuedCertificate, 'revokedAt' | 'notAfter'>,
  now: Date,
): 'valid' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return notAfter <= now ? 'expired' : 'valid';
}
