import type { CertificateContext } from '../../src/index.js';
import { params, registeredWith } from '../changes.js';
import { certificate, nowSeconds, strangersCertificate } from '../parties.js';
import type { Refusal } from '../refusal.js';

type Context = CertificateContext;

const refused = (
  clause: string,
  what: string,
  change: Refusal<Context>['change'],
): Refusal<Context> => ({ clause, what, error: 'invalid_client', change });

const unnamed = [undefined, 'client-other', 'CLIENT-TALLY'].map((client_id) =>
  refused(
    'RFC8705-2',
    `client_id ${String(client_id)} beside a certificate`,
    params({ client_id }),
  ),
);

const presenting =
  (changes: Partial<Context>): Refusal<Context>['change'] =>
  (valid) => ({ ...valid, ...changes });

const names = {
  tls_client_auth_subject_dn: 'CN=Tally,O=Tally Ltd,C=GB',
  tls_client_auth_san_dns: 'mtls.tally.example',
  tls_client_auth_san_uri: 'https://tally.example/mtls',
  tls_client_auth_san_ip: '192.0.2.7',
  tls_client_auth_san_email: 'ops@tally.example',
};

/** The client is known by this name of its certificate, and by no other. */
const knownBy = (name: Readonly<Record<string, string>>) =>
  registeredWith({ tls_client_auth_subject_dn: undefined, ...name });

const strangers = Object.entries(names).map(([name, value]) =>
  refused('RFC8705-2.1-name', `the certificate of a stranger to ${name}`, (valid) => ({
    ...knownBy({ [name]: value })(valid),
    certificate: strangersCertificate,
  })),
);

const foreign = (
  [
    ['tls_client_auth_subject_dn', 'CN=Tally,O=Tally Ltd'],
    ['tls_client_auth_subject_dn', 'C=GB,O=Tally Ltd,CN=Tally'],
    ['tls_client_auth_subject_dn', 'CN=Tally+O=Tally Ltd,C=GB'],
    ['tls_client_auth_subject_dn', 'no distinguished name'],
    ['tls_client_auth_subject_dn', ''],
    ['tls_client_auth_san_dns', 'tally.example'],
    ['tls_client_auth_san_dns', '*.tally.example'],
    ['tls_client_auth_san_uri', 'https://tally.example/mtls/'],
    ['tls_client_auth_san_uri', 'https://TALLY.example/mtls'],
    ['tls_client_auth_san_uri', 'mtls.tally.example'],
    ['tls_client_auth_san_ip', '192.0.2.77'],
    ['tls_client_auth_san_ip', '::ffff:192.0.2.7'],
    ['tls_client_auth_san_ip', 'nowhere'],
    ['tls_client_auth_san_email', 'ops@tally.example'],
    ['tls_client_auth_san_email', 'tally.example'],
  ] as const
).map(([name, value]) =>
  refused('RFC8705-2.1-name', `a client known by ${name} "${value}"`, knownBy({ [name]: value })),
);

/** Whoever has software may have any host named in its certificates: a client known by that host is not theirs. */
const ofDirectory = Object.entries(names)
  .filter(([name]) => !['tls_client_auth_subject_dn', 'tls_client_auth_san_uri'].includes(name))
  .map(([name, value]) =>
    refused('RFC8705-2.1-name', `the certificate of the directory for ${name}`, (valid) => ({
      ...knownBy({ [name]: value })(valid),
      isOfDirectory: true,
    })),
  );

export const tlsClientAuthRefusals: readonly Refusal<Context>[] = [
  ...unnamed,
  refused('RFC8705-2.1', 'a certificate of no authority', presenting({ isTrusted: false })),
  refused(
    'RFC8705-2.1',
    'a certificate of no authority, although it was registered',
    presenting({ isTrusted: false, registeredCertificates: [certificate.thumbprint] }),
  ),
  refused('RFC8705-2.1.2', 'a client that registered no name', knownBy({})),
  ...Object.entries(names)
    .slice(1)
    .map(([name, value]) =>
      refused(
        'RFC8705-2.1.2',
        `a client that registered its subject and ${name}`,
        registeredWith({ [name]: value }),
      ),
    ),
  ...strangers,
  ...foreign,
  ...ofDirectory,
];

const selfSigned = (what: string, certificates: readonly string[], changes = {}) =>
  refused('RFC8705-2.2', what, presenting({ registeredCertificates: certificates, ...changes }));

const at = (seconds: number): Date => new Date(seconds * 1000);

export const selfSignedRefusals: readonly Refusal<Context>[] = [
  ...unnamed,
  selfSigned('a certificate of a client that registered none', []),
  selfSigned('a certificate that was not registered', [strangersCertificate.thumbprint]),
  selfSigned('a trusted certificate that was not registered', [], { isTrusted: true }),
  selfSigned('another certificate around a registered key', [certificate.thumbprint], {
    certificate: { ...certificate, thumbprint: strangersCertificate.thumbprint },
  }),
  refused(
    'RFC8705-2.2-validity',
    'a certificate that expired a second ago',
    presenting({ certificate: { ...certificate, notAfter: at(nowSeconds - 1) } }),
  ),
  refused(
    'RFC8705-2.2-validity',
    'a certificate of tomorrow',
    presenting({ certificate: { ...certificate, notBefore: at(nowSeconds + 86_400) } }),
  ),
];
