import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type Extension,
  type Pkcs10CertificateRequest,
} from '@peculiar/x509';
import { documentSigning } from '../authority/authority-certificate.js';
import {
  organisationIdentifier,
  sanUriOf,
  type Holder,
} from '../authority/software-certificate.js';
import { refusedRequest } from './certificate-request.js';

/** Whose names a request may name. */
export interface NamedHolder {
  readonly holder: Holder;
  readonly clientName: string;
  readonly redirectUris: readonly string[];
}

/**
 * The DNS names that a request asks for, all of them hosts of the software's redirect URIs. Throws `invalid_request`
 * that tells every name, right and extension that no certificate of this software carries.
 */
export function wishedDnsNames(request: Pkcs10CertificateRequest, named: NamedHolder): string[] {
  const hosts = redirectHosts(named.redirectUris);
  const foreign = [...foreignAttributes(request, named)];
  const dnsNames = new Set<string>();
  for (const extension of request.extensions) {
    if (!(extension instanceof SubjectAlternativeNameExtension)) {
      if (!isHarmless(extension)) foreign.push(`extension ${extension.type}`);
      continue;
    }
    for (const { type, value } of extension.names.toJSON()) {
      const name = value.toLowerCase();
      if (type === 'dns' && hosts.has(name)) dnsNames.add(name);
      else if (type !== 'url' || value !== sanUriOf(named.holder.softwareId))
        foreign.push(`${type}:${value}`);
    }
  }
  if (foreign.length === 0) return [...dnsNames];
  const told = foreign.slice(0, namesToldMax).map((name) => name.slice(0, nameLengthMax));
  throw refusedRequest(`asks for what is not this software's: ${told.join('; ')}`, foreign);
}

const namesToldMax = 5;
const nameLengthMax = 60;

/** Names of hosts under which a piece of software is reached, in lower case; no addresses. */
export const redirectHosts = (redirectUris: readonly string[]): ReadonlySet<string> =>
  new Set(
    redirectUris.map((uri) => new URL(uri).hostname).filter((host) => /^[^[]*[a-z]/.test(host)),
  );

/** The subject is the directory's to write; what a request says of it must not be somebody else. */
function foreignAttributes(
  request: Pkcs10CertificateRequest,
  { holder, clientName }: NamedHolder,
): string[] {
  const { softwareId, organisationName, country } = holder;
  const own: Readonly<Record<string, readonly string[]>> = {
    CN: [softwareId, clientName, organisationName, sanUriOf(softwareId)],
    O: [organisationName],
    C: [country],
    '2.5.4.97': [organisationIdentifier(holder)],
  };
  return request.subjectName.toJSON().flatMap((rdn) =>
    Object.entries(rdn).flatMap(([type, values]) =>
      values
        .map(String)
        .filter((value) => own[type]?.includes(value) !== true)
        .map((value) => `${type}=${value}`),
    ),
  );
}

const ownUsages = new Set<string>([ExtendedKeyUsage.clientAuth, documentSigning]);

/** What a tool asks for without being told to: it grants nothing beyond what is issued anyway. */
function isHarmless(extension: Extension): boolean {
  if (extension instanceof BasicConstraintsExtension) return !extension.ca;
  if (extension instanceof KeyUsagesExtension) {
    return (extension.usages & (KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)) === 0;
  }
  if (extension instanceof ExtendedKeyUsageExtension)
    return extension.usages.every((usage) => ownUsages.has(String(usage)));
  return extension instanceof SubjectKeyIdentifierExtension;
}
