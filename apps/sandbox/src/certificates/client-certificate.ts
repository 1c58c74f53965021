import 'reflect-metadata';
import { isIP } from 'node:net';
import { ExtendedKeyUsage, Name, PublicKey, type JsonGeneralNames } from '@peculiar/x509';
import { formatDistinguishedName, parseDistinguishedName } from '@sandbank/crypto';
import type { Home } from '../home.js';
import { LauncherError } from '../launcher-error.js';
import { issueLeaf, newKeyPair, validity } from './issue.js';
import { read } from './kept-pair.js';

/** What a client's certificate is to say. */
export interface ClientCertificateRequest {
  /** RFC 4514, the most significant part last: `CN=tally,O=Tally Ltd,C=GB`. */
  readonly subject: string;
  readonly sans?: {
    readonly dns?: readonly string[];
    readonly uri?: readonly string[];
    readonly ip?: readonly string[];
    readonly email?: readonly string[];
  };
  /** The client's own key in PEM (SPKI); a new key is made without it. */
  readonly publicKey?: string;
  readonly days: number;
}

/** A certificate in PEM, its key where it was made here, and the subject as a registration names it. */
export interface IssuedClientCertificate {
  readonly certificate: string;
  readonly key?: string;
  readonly subject: string;
}

const daysMax = 397;

/** Issues a certificate by the sandbox's own authority for clients. Throws `LauncherError` for what cannot be certified. */
export async function issueClientCertificate(
  home: Home,
  now: Date,
  request: ClientCertificateRequest,
): Promise<IssuedClientCertificate> {
  const authority = await read(home.clientAuthorityCertificate, home.clientAuthorityKey);
  if (authority === undefined)
    throw new LauncherError('the sandbox has no authority yet', 'start it: npm run sandbox');
  if (!Number.isInteger(request.days) || request.days < 1 || request.days > daysMax)
    throw new LauncherError('the number of days is no such number', `ask for 1 to ${daysMax}`);
  const { subject, text } = subjectOf(request.subject);
  const own = request.publicKey === undefined ? await newKeyPair() : undefined;
  const certificate = await issueLeaf(authority, {
    subject,
    usage: ExtendedKeyUsage.clientAuth,
    names: namesOf(request.sans),
    publicKey: own?.publicKey ?? publicKeyOf(request.publicKey ?? ''),
    ...validity(now, request.days),
  });
  return { certificate, subject: text, ...(own !== undefined && { key: own.key }) };
}

function subjectOf(rfc4514: string): { subject: Name; text: string } {
  const name = parseDistinguishedName(rfc4514);
  const values = name?.flat().map(({ value }) => value);
  if (name === undefined || values?.every((value) => typeof value === 'string') !== true) {
    throw new LauncherError(
      `${rfc4514} is not a distinguished name`,
      'write it as CN=tally,O=Tally Ltd,C=GB (RFC 4514)',
    );
  }
  const parts = name.map((rdn) => {
    const types = new Map<string, { utf8String: string }[]>();
    for (const { type, value } of rdn)
      types.set(type, [...(types.get(type) ?? []), { utf8String: String(value) }]);
    return Object.fromEntries(types);
  });
  return { subject: new Name(parts), text: formatDistinguishedName(name) };
}

function namesOf({
  dns = [],
  uri = [],
  ip = [],
  email = [],
}: ClientCertificateRequest['sans'] = {}) {
  const kinds = [
    ['dns', dns, /^(?!-)[a-z0-9.*-]{1,253}$/i],
    ['url', uri, /^[a-z][a-z0-9+.-]*:[!-~]+$/i],
    ['email', email, /^[!-?A-~]+@[a-z0-9.-]+$/i],
  ] as const;
  const names: JsonGeneralNames = [];
  for (const [type, values, pattern] of kinds)
    for (const value of values) {
      if (!pattern.test(value)) throw notAName(value);
      names.push({ type, value });
    }
  for (const value of ip) {
    if (isIP(value) === 0 || value.includes('%')) throw notAName(value);
    names.push({ type: 'ip', value });
  }
  return names;
}

const notAName = (value: string): LauncherError =>
  new LauncherError(`${value} is not such a name`, 'see docs/mutual-tls.md for the forms');

function publicKeyOf(pem: string): PublicKey {
  try {
    return new PublicKey(pem);
  } catch (cause) {
    throw new LauncherError('the public key cannot be read', 'give it as PEM (SPKI)', { cause });
  }
}
