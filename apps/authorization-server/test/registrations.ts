import { X509Certificate } from 'node:crypto';
import { newKey, publicJwk, selfSignedCertificate, type TestCertificate } from '@sandbank/testing';
import type { JWK } from 'jose';
import { clientMetadata } from '../src/client/client-metadata.schema.js';
import { metadataProblems } from '../src/operation/metadata-problems.js';

export type Metadata = Readonly<Record<string, unknown>>;

const publicKey = async (alg: string): Promise<JWK> => publicJwk(await newKey(alg));

export const [key, pssKey, edwardsKey] = await Promise.all([
  publicKey('ES256'),
  publicKey('PS256'),
  publicKey('Ed25519'),
]);

export const [certificate, otherCertificate] = await Promise.all([
  selfSignedCertificate(),
  selfSignedCertificate(),
]);

/** The key of a certificate as a JWK that carries it (RFC 8705 2.2.2). */
export const certified = (
  of: TestCertificate,
  x5c: unknown = [of.der.toString('base64')],
): Metadata => ({ ...new X509Certificate(of.der).publicKey.export({ format: 'jwk' }), x5c });

const base = {
  client_id: 'client-app',
  client_name: 'App',
  redirect_uris: ['https://app.example/callback'],
};

/** A client of each method that can be registered as it stands. */
export const byKey = {
  ...base,
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [key] as Metadata[] },
};
export const byName = {
  ...base,
  token_endpoint_auth_method: 'tls_client_auth',
  tls_client_auth_subject_dn: 'CN=App,O=App Ltd',
};
export const bySelf = {
  ...base,
  token_endpoint_auth_method: 'self_signed_tls_client_auth',
  jwks: { keys: [certified(certificate)] },
};

/** Keys at an address instead of keys by value. */
export const published = { jwks: undefined, jwks_uri: 'https://app.example/jwks' };

/** Which of the two sender constraints are asked for. */
export const bound = (toKey: boolean, toCertificate: boolean): Metadata => ({
  dpop_bound_access_tokens: toKey,
  tls_client_certificate_bound_access_tokens: toCertificate,
});

/** What is said about the metadata: code, member and words of each problem. */
export function problemsOf(metadata: Metadata | undefined): string[] {
  const { error } = clientMetadata.safeParse(metadata);
  if (error === undefined) return [];
  return metadataProblems(error, '').map(({ error: code, member, message }) =>
    [code, member, message].join(' '),
  );
}
