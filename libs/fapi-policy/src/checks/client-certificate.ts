import {
  formatDistinguishedName,
  parseDistinguishedName,
  sameDistinguishedName,
  sameIpAddress,
  type ClientCertificate,
} from '@sandbank/crypto';
import { certificateNames, invalidClient, type CertificateName } from '@sandbank/oauth';
import type { CertificateContext } from '../contexts.js';
import type { Check } from '../rule.js';

type CertificateCheck = Check<CertificateContext>;

/** A certificate alone names no client, and one may serve several (RFC 8705 2). */
export const clientIdIsNamed: CertificateCheck = ({ params, client }) => {
  if (params['client_id'] === client.client_id) return;
  throw invalidClient('a client that authenticates by its certificate must send client_id', {
    expected: client.client_id,
    received: params['client_id'],
  });
};

export const certificateIsTrusted: CertificateCheck = ({ certificate, isTrusted }) => {
  if (isTrusted) return;
  throw invalidClient('no authority that this server trusts vouches for the client certificate', {
    received: certificate.thumbprint,
  });
};

const registeredNames = ({ client }: CertificateContext): readonly CertificateName[] =>
  certificateNames.filter((name) => client[name] !== undefined);

/** With two names a certificate that bears either would do: the registration must say which one counts. */
export const oneNameIsRegistered: CertificateCheck = (context) => {
  const names = registeredNames(context);
  if (names.length === 1) return;
  throw invalidClient('the client is not registered under exactly one name of a certificate', {
    expected: 'one of them',
    received: names,
  });
};

interface CertificateNameKind {
  /** What the certificate says under this name. */
  readonly in: (certificate: ClientCertificate) => readonly string[];
  readonly bears: (certificate: ClientCertificate, registered: string) => boolean;
}

/** Hosts are compared without regard to case (RFC 4343), addresses in binary (RFC 8705 2.1.2). */
const kinds: Readonly<Record<CertificateName, CertificateNameKind>> = {
  tls_client_auth_subject_dn: {
    in: ({ subject }) => [formatDistinguishedName(subject)],
    bears: ({ subject }, registered) => {
      const name = parseDistinguishedName(registered);
      return name !== undefined && sameDistinguishedName(name, subject);
    },
  },
  tls_client_auth_san_dns: {
    in: ({ dnsNames }) => dnsNames,
    bears: ({ dnsNames }, registered) =>
      dnsNames.some((one) => one.toLowerCase() === registered.toLowerCase()),
  },
  tls_client_auth_san_uri: {
    in: ({ uris }) => uris,
    bears: ({ uris }, registered) => uris.includes(registered),
  },
  tls_client_auth_san_ip: {
    in: ({ ipAddresses }) => ipAddresses,
    bears: ({ ipAddresses }, registered) =>
      ipAddresses.some((one) => sameIpAddress(one, registered)),
  },
  tls_client_auth_san_email: {
    in: ({ emails }) => emails,
    bears: ({ emails }, registered) =>
      emails.some((one) => comparableMailbox(one) === comparableMailbox(registered)),
  },
};

/** The part before the @ may tell cases apart, the host behind it never does (RFC 5280 7.5). */
const comparableMailbox = (mailbox: string): string =>
  mailbox.replace(/@[^@]*$/, (host) => host.toLowerCase());

/**
 * Names that the directory gives to one piece of software alone. A DNS name in its certificates says where customers are
 * sent back to, as the software itself stated: nobody has shown that the host is theirs.
 */
const namesOfSoftware: ReadonlySet<CertificateName> = new Set([
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_uri',
] as const);

export const certificateBearsTheName: CertificateCheck = (context) => {
  const { certificate, client, isOfDirectory = false } = context;
  const [name] = registeredNames(context);
  const registered = name && client[name];
  if (name === undefined || registered === undefined) {
    throw invalidClient('the client is not registered under a name of a certificate');
  }
  if (isOfDirectory && !namesOfSoftware.has(name)) {
    throw invalidClient('the directory does not vouch for this kind of name in its certificates', {
      expected: [...namesOfSoftware],
      received: { [name]: kinds[name].in(certificate), thumbprint: certificate.thumbprint },
    });
  }
  if (kinds[name].bears(certificate, registered)) return;
  throw invalidClient('the client certificate does not bear the name that the client registered', {
    expected: { [name]: registered },
    received: { [name]: kinds[name].in(certificate), thumbprint: certificate.thumbprint },
  });
};

/** The certificate as a whole must be registered: another one around the same key is another certificate. */
export const certificateIsRegistered: CertificateCheck = (context) => {
  const { certificate, registeredCertificates } = context;
  if (registeredCertificates.includes(certificate.thumbprint)) return;
  throw invalidClient('the client certificate is not one that the client registered', {
    expected: registeredCertificates,
    received: certificate.thumbprint,
  });
};

/** Nobody vouches for it but itself, and it says itself from when until when it may be believed. */
export const certificateIsInItsTime: CertificateCheck = ({ certificate, nowSeconds }) => {
  const now = nowSeconds * 1000;
  if (certificate.notBefore.getTime() <= now && now <= certificate.notAfter.getTime()) return;
  throw invalidClient('the client certificate has expired or is not valid yet', {
    expected: `${certificate.notBefore.toISOString()} to ${certificate.notAfter.toISOString()}`,
    received: nowSeconds,
  });
};
