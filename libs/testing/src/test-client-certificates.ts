import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
  Extension,
  type JsonGeneralNames,
  type JsonNameParams,
  X509Certificate,
} from '@peculiar/x509';

/** A certificate with its key, and what vouches for it on the way to an authority; all PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** Empty, or the intermediate authorities that the client sends along. */
  readonly chain: string;
  readonly der: Buffer;
}

/** What a spec asks of a certificate; by default it is fit for a client and valid for a day. */
export interface TestCertificateOptions {
  /** `CN=…, O=…`, the first part first in the certificate; a list of parts for anything unusual. */
  readonly subject?: string | JsonNameParams;
  readonly sans?: JsonGeneralNames;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Object identifiers; clientAuth by default, none with an empty list. */
  readonly extendedKeyUsages?: readonly string[];
  /** Bits of keyUsage: 1 is digitalSignature, 32 keyCertSign. */
  readonly keyUsages?: number;
  /** Makes it an authority that may have so many below it. */
  readonly pathLength?: number;
  readonly extensions?: readonly TestExtension[];
  /** No extension but those of `extensions`. */
  readonly isBare?: boolean;
  readonly keyAlgorithm?: RsaHashedKeyGenParams | EcKeyGenParams;
}

/** An extension by its object identifier, its value as DER in hexadecimal. */
export interface TestExtension {
  readonly oid: string;
  readonly isCritical?: boolean;
  readonly hex: string;
}

interface Algorithm {
  readonly name: string;
  readonly hash: string;
}
type EcKeyGenParams = Algorithm & { readonly namedCurve: string };
type RsaHashedKeyGenParams = Algorithm & {
  readonly modulusLength: number;
  readonly publicExponent: Uint8Array<ArrayBuffer>;
};

const ecdsa: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const hourMilliseconds = 3_600_000;

type Keys = Awaited<ReturnType<typeof makeKeys>>;

/** What a spec asks of a list of revoked certificates; by default it is of this moment and good for an hour. */
export interface TestRevocationListOptions {
  readonly revoked?: readonly TestCertificate[];
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
  readonly extensions?: readonly TestExtension[];
}

/** An authority for clients' certificates that exists in this process alone. */
export class TestClientAuthority {
  private constructor(
    /** PEM of the authority. */
    readonly ca: string,
    private readonly certificate: X509Certificate,
    private readonly keys: Keys,
    private readonly chain: string,
  ) {}

  static async create(options: TestCertificateOptions = {}): Promise<TestClientAuthority> {
    const keys = await makeKeys(options.keyAlgorithm);
    const authority = { subject: `CN=Test client CA ${randomText()}`, pathLength: 2, ...options };
    const certificate = await selfSigned(keys, authority);
    return new TestClientAuthority(pem(certificate), certificate, keys, '');
  }

  /** Acts with a client's certificate and key as if they were an authority's. */
  static async from({ cert, chain, key }: TestCertificate): Promise<TestClientAuthority> {
    const der = Buffer.from(key.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const privateKey = await crypto.subtle.importKey('pkcs8', der, ecdsa, true, ['sign']);
    const certificate = new X509Certificate(cert);
    const publicKey = await certificate.publicKey.export(ecdsa, ['verify']);
    return new TestClientAuthority(cert, certificate, { privateKey, publicKey }, cert + chain);
  }

  /** A certificate that this authority vouches for. */
  async issue(options: TestCertificateOptions = {}): Promise<TestCertificate> {
    const { certificate, keys } = await this.sign(options);
    return testCertificate(certificate, keys, this.chain);
  }

  /** What this authority has taken back, in PEM. */
  async revocationList(options: TestRevocationListOptions = {}): Promise<string> {
    const { revoked = [], extensions = [], thisUpdate = new Date() } = options;
    const list = await X509CrlGenerator.create({
      ...{ issuer: this.certificate.subject, thisUpdate },
      nextUpdate: options.nextUpdate ?? new Date(thisUpdate.getTime() + hourMilliseconds),
      entries: revoked.map(({ cert }) => ({
        serialNumber: new X509Certificate(cert).serialNumber,
        revocationDate: thisUpdate,
      })),
      extensions: extensions.map(
        ({ oid, isCritical = false, hex }) =>
          new Extension(oid, isCritical, Buffer.from(hex, 'hex')),
      ),
      signingAlgorithm: ecdsa,
      signingKey: this.keys.privateKey,
    });
    return `${list.toString('pem')}\n`;
  }

  /** An authority below this one, whose certificate its clients send along. */
  async intermediate(options: TestCertificateOptions = {}): Promise<TestClientAuthority> {
    const asked = { subject: `CN=Test issuing CA ${randomText()}`, pathLength: 0, ...options };
    const { certificate, keys } = await this.sign(asked);
    const chain = pem(certificate) + this.chain;
    return new TestClientAuthority(pem(certificate), certificate, keys, chain);
  }

  private async sign(options: TestCertificateOptions) {
    const keys = await makeKeys(options.keyAlgorithm);
    const issuer = await AuthorityKeyIdentifierExtension.create(this.certificate.publicKey);
    const certificate = await X509CertificateGenerator.create({
      ...frame(options, this.keys),
      subject: nameOf(options),
      issuer: this.certificate.subject,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [...(await extensionsOf(keys, options)), ...(options.isBare ? [] : [issuer])],
    });
    return { certificate, keys };
  }
}

/** A certificate that nobody vouches for (RFC 8705 2.2). */
export async function selfSignedCertificate(
  options: TestCertificateOptions = {},
): Promise<TestCertificate> {
  const keys = await makeKeys(options.keyAlgorithm);
  return testCertificate(await selfSigned(keys, options), keys, '');
}

let shared: Promise<TestClientAuthority> | undefined;

/** The authority that servers under test trust, one for each process. */
export function testClientAuthority(): Promise<TestClientAuthority> {
  shared ??= TestClientAuthority.create();
  return shared;
}

async function selfSigned(keys: Keys, options: TestCertificateOptions): Promise<X509Certificate> {
  return X509CertificateGenerator.createSelfSigned({
    ...frame(options, keys),
    name: nameOf(options),
    keys,
    extensions: await extensionsOf(keys, options),
  });
}

const nameOf = ({ subject = 'CN=client-one' }: TestCertificateOptions): string | Name =>
  typeof subject === 'string' ? subject : new Name(subject);

function frame(options: TestCertificateOptions, signing: Keys) {
  const now = Date.now();
  return {
    serialNumber: randomBytes(16).toString('hex').replace(/^./, '1'),
    notBefore: options.notBefore ?? new Date(now - hourMilliseconds),
    notAfter: options.notAfter ?? new Date(now + 24 * hourMilliseconds),
    signingAlgorithm: { saltLength: 32, hash: 'SHA-256', ...signing.privateKey.algorithm },
  };
}

async function extensionsOf(keys: Keys, options: TestCertificateOptions): Promise<Extension[]> {
  const { pathLength, sans, extendedKeyUsages, keyUsages } = options;
  const own = (options.extensions ?? []).map(
    ({ oid, isCritical = false, hex }) => new Extension(oid, isCritical, Buffer.from(hex, 'hex')),
  );
  if (options.isBare === true) return own;
  const isAuthority = pathLength !== undefined;
  const usages = extendedKeyUsages ?? (isAuthority ? [] : [ExtendedKeyUsage.clientAuth]);
  const use = isAuthority
    ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
    : KeyUsageFlags.digitalSignature;
  return [
    new BasicConstraintsExtension(isAuthority, pathLength, true),
    new KeyUsagesExtension(keyUsages ?? use, true),
    ...(usages.length > 0 ? [new ExtendedKeyUsageExtension([...usages])] : []),
    ...(sans === undefined ? [] : [new SubjectAlternativeNameExtension(sans)]),
    await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ...own,
  ];
}

function makeKeys(algorithm: RsaHashedKeyGenParams | EcKeyGenParams = ecdsa) {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function testCertificate(
  certificate: X509Certificate,
  keys: Keys,
  chain: string,
): Promise<TestCertificate> {
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const lines = key.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: pem(certificate),
    key: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
    chain,
    der: Buffer.from(certificate.rawData),
  };
}

const pem = (certificate: X509Certificate): string => `${certificate.toString('pem')}\n`;
const randomText = (): string => randomBytes(4).toString('hex');
