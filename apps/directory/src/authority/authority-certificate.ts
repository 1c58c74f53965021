import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { serialNumber } from './serial-number.js';

/** A new authority: its certificate and its private key (PKCS #8), both in DER. */
export interface NewAuthority {
  readonly certificate: Buffer;
  readonly privateKey: Buffer;
  readonly notAfter: Date;
}

/** The algorithm of every authority, and of what it signs. */
export const authorityAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** For what is signed, not for connections (RFC 9336). */
export const documentSigning = '1.3.6.1.5.5.7.3.36';

const dayMilliseconds = 86_400_000;
const authorityDays = 3652;
/** A machine whose clock lags a little must not meet a certificate of the future. */
const backdateMilliseconds = 3_600_000;

/** A new authority for clients alone, never for a server and never for another authority, valid for ten years. */
export async function newAuthority(now: Date): Promise<NewAuthority> {
  const keys = await crypto.subtle.generateKey(authorityAlgorithm, true, ['sign', 'verify']);
  const notAfter = new Date(now.getTime() + authorityDays * dayMilliseconds);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Sandbank directory CA ${randomBytes(4).toString('hex')}, O=Sandbank`,
    notBefore: new Date(now.getTime() - backdateMilliseconds),
    notAfter,
    signingAlgorithm: authorityAlgorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth, documentSigning], true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: Buffer.from(certificate.rawData),
    privateKey: Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
    notAfter,
  };
}
