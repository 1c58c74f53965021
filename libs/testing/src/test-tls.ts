import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';

/** A server certificate for localhost with its key, and the authority that vouches for it; all PEM. */
export interface TestTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const rsa = {
  ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 },
  publicExponent: new Uint8Array([1, 0, 1]),
};
const algorithms = { ecdsa, rsa };
const hourMilliseconds = 3_600_000;

let issued: Promise<TestTls> | undefined;

/** Certificates of this process, issued once and valid for a day. */
export function testTls(): Promise<TestTls> {
  issued ??= issueTls();
  return issued;
}

/** Certificates that no one else has: the authority of another installation. */
export async function issueTls(kind: keyof typeof algorithms = 'ecdsa'): Promise<TestTls> {
  const algorithm = algorithms[kind];
  const name = `CN=Test CA ${randomBytes(4).toString('hex')}`;
  const [authorityKeys, keys] = await Promise.all([makeKeys(algorithm), makeKeys(algorithm)]);
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...frame(algorithm),
    name,
    keys: authorityKeys,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  const certificate = await X509CertificateGenerator.create({
    ...frame(algorithm),
    subject: 'CN=localhost',
    issuer: name,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  return { ca: pem(authority), cert: pem(certificate), key: await privateKeyPem(keys.privateKey) };
}

function makeKeys(algorithm: typeof ecdsa | typeof rsa) {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function frame(algorithm: typeof ecdsa | typeof rsa) {
  const now = Date.now();
  return {
    serialNumber: randomBytes(16).toString('hex').replace(/^./, '1'),
    notBefore: new Date(now - hourMilliseconds),
    notAfter: new Date(now + 24 * hourMilliseconds),
    signingAlgorithm: algorithm,
  };
}

const pem = (certificate: X509Certificate): string => `${certificate.toString('pem')}\n`;

type PrivateKey = Awaited<ReturnType<typeof makeKeys>>['privateKey'];

async function privateKeyPem(key: PrivateKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
