import { derChildren, derElement, derTag } from './der.js';
import { CertificateError } from './errors.js';
import { ipAddressText } from './ip-address.js';

/** The kinds of alternative names that a client can be registered by (RFC 8705 2.1.2). */
export interface SubjectAltNames {
  readonly dnsNames: readonly string[];
  readonly uris: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly emails: readonly string[];
}

/** Context tags of GeneralName (RFC 5280 4.2.1.6); other kinds are passed over. */
const tags = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const;
const namesMax = 100;

/** Reads the value of the extension; no names without one. Throws `CertificateError`. */
export function readSubjectAltNames(extension: Buffer | undefined): SubjectAltNames {
  const names = extension === undefined ? [] : derChildren(derElement(extension), derTag.sequence);
  if (names.length > namesMax)
    throw new CertificateError('certificate_oversized', `more than ${namesMax} names`);
  const of = (wanted: number): Buffer[] =>
    names.filter(({ tag }) => tag === wanted).map(({ content }) => content);
  return {
    dnsNames: of(tags.dns).map(visibleText),
    uris: of(tags.uri).map(visibleText),
    ipAddresses: of(tags.ip).map(addressText),
    emails: of(tags.email).map(visibleText),
  };
}

// These are IA5Strings; a control character or a blank in one serves to be read two ways.
function visibleText(octets: Buffer): string {
  if (octets.some((octet) => octet <= 0x20 || octet >= 0x7f))
    throw new CertificateError('certificate_malformed', 'an alternative name of odd characters');
  return octets.toString('latin1');
}

function addressText(octets: Buffer): string {
  const text = ipAddressText(octets);
  if (text === undefined)
    throw new CertificateError('certificate_malformed', 'an address of another length');
  return text;
}
