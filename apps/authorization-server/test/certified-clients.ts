import { createPublicKey } from 'node:crypto';
import {
  FapiClient,
  selfSignedCertificate,
  testClientAuthority,
  type FapiClientOptions,
  type TestCertificate,
} from '@sandbank/testing';
import { furtherClient } from './further-clients.js';
import type { RunningServer } from './running-server.js';

export type Constraint = 'dpop' | 'mtls';

type Metadata = Readonly<Record<string, unknown>>;

const subject = (name: string): string => `C=GB, O=App Ltd, CN=${name}`;

/** A certificate of the trusted authority that bears a name of every kind. */
export const issued = async (name: string): Promise<TestCertificate> =>
  (await testClientAuthority()).issue({
    subject: subject(name),
    sans: [
      { type: 'dns', value: `${name}.app.example` },
      { type: 'url', value: `https://app.example/${name}` },
      { type: 'ip', value: '192.0.2.7' },
      { type: 'email', value: `${name}@app.example` },
    ],
  });

/** Every name under which a client may register such a certificate. */
export const namesOf = (name: string): readonly (readonly [string, string])[] => [
  ['tls_client_auth_subject_dn', `cn=${name},O=APP  LTD,C=GB`],
  ['tls_client_auth_san_dns', `${name}.app.example`],
  ['tls_client_auth_san_uri', `https://app.example/${name}`],
  ['tls_client_auth_san_ip', '192.0.2.7'],
  ['tls_client_auth_san_email', `${name}@app.example`],
];

/** A set of keys that carries these certificates (RFC 8705 2.2.2). */
export const certifiedKeys = (...certificates: readonly TestCertificate[]): Metadata => ({
  keys: certificates.map(({ cert, der }) => ({
    ...createPublicKey(cert).export({ format: 'jwk' }),
    x5c: [der.toString('base64')],
  })),
});

export const constrainedBy = (constraint: Constraint): Metadata => ({
  dpop_bound_access_tokens: constraint === 'dpop',
  tls_client_certificate_bound_access_tokens: constraint === 'mtls',
});

/** A client of `private_key_jwt`; bound to certificates, it shows one that nobody vouches for. */
export async function keyClient(
  server: RunningServer,
  clientId: string,
  constraint: Constraint,
): Promise<FapiClient> {
  const client = await furtherClient(server, clientId, constrainedBy(constraint));
  if (constraint === 'dpop') return client;
  return as(client, { constraint, certificate: await selfSignedCertificate() });
}

/** A client that authenticates by its certificate, registered with these members. */
export async function certifiedClient(
  server: RunningServer,
  clientId: string,
  certificate: TestCertificate,
  metadata: Metadata,
): Promise<FapiClient> {
  const { token_endpoint_auth_method: method = 'tls_client_auth', ...rest } = metadata;
  const client = await furtherClient(server, clientId, {
    token_endpoint_auth_method: method,
    token_endpoint_auth_signing_alg: undefined,
    jwks: undefined,
    ...rest,
  });
  const isBound = metadata['tls_client_certificate_bound_access_tokens'] === true;
  return as(client, { key: undefined, certificate, constraint: isBound ? 'mtls' : 'dpop' });
}

/** The same client as somebody who behaves otherwise. */
export const as = (client: FapiClient, changes: Partial<FapiClientOptions>): Promise<FapiClient> =>
  FapiClient.create({ ...client.options, ...changes });
