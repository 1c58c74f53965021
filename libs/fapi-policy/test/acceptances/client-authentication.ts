import type { CertificateContext, ClientAuthenticationContext } from '../../src/index.js';
import { registeredWith } from '../changes.js';
import { certificate, nowSeconds } from '../parties.js';
import type { Acceptance } from '../refusal.js';

const methods = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;

export const clientAuthenticationAcceptances: readonly Acceptance<ClientAuthenticationContext>[] =
  methods.map((method) => ({
    what: `${method} of a client that registered for it`,
    change: (valid) => ({
      ...registeredWith({ token_endpoint_auth_method: method })(valid),
      method,
    }),
  }));

const knownBy = (name: string, value: string, why: string): Acceptance<CertificateContext> => ({
  what: `${name} ${JSON.stringify(value)}: ${why}`,
  change: registeredWith({ tls_client_auth_subject_dn: undefined, [name]: value }),
});

export const tlsClientAuthAcceptances: readonly Acceptance<CertificateContext>[] = [
  knownBy('tls_client_auth_subject_dn', 'cn=tally,o=TALLY  LTD,c=gb', 'RFC 4517 matching'),
  knownBy('tls_client_auth_subject_dn', '2.5.4.3=Tally,O=Tally\\20Ltd,C=GB', 'RFC 4514 forms'),
  knownBy('tls_client_auth_san_dns', 'mtls.tally.example', 'the first of its names'),
  knownBy('tls_client_auth_san_dns', 'OTHER.tally.example', 'hosts have no case'),
  knownBy('tls_client_auth_san_uri', 'urn:tally', 'the second of its names'),
  knownBy('tls_client_auth_san_ip', '192.0.2.7', 'IPv4'),
  knownBy('tls_client_auth_san_ip', '2001:DB8:0:0::0007', 'compared in binary'),
  knownBy('tls_client_auth_san_email', 'Ops@TALLY.example', 'hosts have no case'),
  {
    what: 'a mailbox that is the second of its names',
    change: (valid) => ({
      ...registeredWith({
        tls_client_auth_subject_dn: undefined,
        tls_client_auth_san_email: 'second@tally.example',
      })(valid),
      certificate: { ...certificate, emails: ['first@tally.example', 'second@tally.example'] },
    }),
  },
];

export const selfSignedAcceptances: readonly Acceptance<CertificateContext>[] = [
  {
    what: 'the one certificate that was registered',
    change: (valid) => ({ ...valid, registeredCertificates: [certificate.thumbprint] }),
  },
  ...(['notBefore', 'notAfter'] as const).map((bound) => ({
    what: `a certificate whose ${bound} is this second`,
    change: (valid: CertificateContext) => ({
      ...valid,
      certificate: { ...certificate, [bound]: new Date(nowSeconds * 1000) },
    }),
  })),
];
