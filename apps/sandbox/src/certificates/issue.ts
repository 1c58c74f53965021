import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  type Extension,
  type JsonGeneralNames,
  type Name,
  type PublicKeyType,
} from '@peculiar/x509';
import { nameConstraints } from './name-constraints.js';

/** A certificate and its private key, both PEM. */
export interface KeyAndCertificate {
  readonly certificate: string;
  readonly key: string;
}

type PrivateKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMilliseconds = 86_400_000;
/** A machine whose clock lags a little must not meet a certificate of the future. */
const backdateMilliseconds = 3_600_000;
const authorityDays = 3652;
/** The longest that browsers accept is 398 days. */
const serverDays = 397;

/** A new certificate authority that can vouch for these hosts alone, valid for ten years. */
export function issueAuthority(hosts: readonly string[], now: Date): Promise<KeyAndCertificate> {
  return issueRoot('Sandbank local CA', nameConstraints(hosts), now);
}

/** A new certificate authority that can vouch for clients alone, never for a server, valid for ten years. */
export function issueClientAuthority(now: Date): Promise<KeyAndCertificate> {
  const clientsAlone = new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth], true);
  return issueRoot('Sandbank client CA', clientsAlone, now);
}

async function issueRoot(name: string, limit: Extension, now: Date): Promise<KeyAndCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const serial = randomBytes(4).toString('hex');
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=${name} ${serial}, O=Sandbank`,
    ...validity(now, authorityDays),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      limit,
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pem(certificate), key: await exportKey(keys.privateKey) };
}

/** A new server certificate for these hosts, valid for 397 days but never longer than its authority. */
export async function issueServerCertificate(
  authority: KeyAndCertificate,
  hosts: readonly string[],
  now: Date,
): Promise<KeyAndCertificate> {
  const { publicKey, key } = await newKeyPair();
  const certificate = await issueLeaf(authority, {
    subject: `CN=${hosts[0] ?? ''}, O=Sandbank`,
    usage: ExtendedKeyUsage.serverAuth,
    names: hosts.map((host) => ({ type: isIP(host) === 0 ? 'dns' : 'ip', value: host })),
    publicKey,
    ...validity(now, serverDays),
  });
  return { certificate, key };
}

/** What a certificate that is no authority says. */
export interface Leaf {
  readonly subject: string | Name;
  readonly usage: ExtendedKeyUsage;
  readonly names: JsonGeneralNames;
  readonly publicKey: PublicKeyType;
  readonly notBefore: Date;
  /** Cut where the authority's own time ends. */
  readonly notAfter: Date;
}

/** A certificate in PEM, signed by an authority. */
export async function issueLeaf(authority: KeyAndCertificate, leaf: Leaf): Promise<string> {
  const issuer = new X509Certificate(authority.certificate);
  const { notBefore, notAfter, names, publicKey } = leaf;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: leaf.subject,
    issuer: issuer.subject,
    notBefore: notBefore < issuer.notBefore ? issuer.notBefore : notBefore,
    notAfter: notAfter > issuer.notAfter ? issuer.notAfter : notAfter,
    signingAlgorithm: algorithm,
    publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([leaf.usage]),
      ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return pem(certificate);
}

/** A new key of the kind that every certificate here is for; the private half in PEM. */
export async function newKeyPair(): Promise<{ publicKey: PublicKeyType; key: string }> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]);
  return { publicKey, key: await exportKey(privateKey) };
}

/** From an hour ago on, for so many days. */
export function validity(now: Date, days: number): { notBefore: Date; notAfter: Date } {
  const notBefore = now.getTime() - backdateMilliseconds;
  return {
    notBefore: new Date(notBefore),
    notAfter: new Date(notBefore + days * dayMilliseconds),
  };
}

/** Positive, with 127 random bits (RFC 5280 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

async function exportKey(key: PrivateKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = der.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}

function importKey(key: string): Promise<PrivateKey> {
  const der = Buffer.from(key.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
