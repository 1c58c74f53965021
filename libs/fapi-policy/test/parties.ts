import { parseDistinguishedName, parseJwkSet, type ClientCertificate } from '@sandbank/crypto';
import type { ClientMetadata } from '@sandbank/oauth';
import { signer } from './signing.js';

/** Seconds since 1970 at which every request of these tests arrives. */
export const nowSeconds = 1_795_000_000;

export const issuer = 'https://bank.example:9441/harbour';
export const tokenEndpoint = `${issuer}/token`;
export const resourceBase = 'https://bank.example:9442/harbour/open-banking/v4.0';
export const accountsUrl = `${resourceBase}/aisp/accounts`;
export const redirectUri = 'https://app.example/callback';
export const customer = '0b7f6f2e-6a31-4d2a-9f5c-0d5a4b7a1c11';
/** A grant of `client` and `customer`. */
export const grantId = '9b2c6f0e-1a55-4b6e-8a3b-6f2d5c1e7a90';
export const serverNonce = 'eyJ7S_zG.eyJH0-Z.HX4w-7v';

export const clientKey = await signer('ES256', 'client-1');
export const pssKey = await signer('PS256', 'client-2');
export const edwardsKey = await signer('Ed25519', 'client-3');
export const dpopKey = await signer('ES256', 'dpop-1');
export const bankKey = await signer('ES256', 'bank-1');
/** A key that nobody registered, under the name of one that is. */
export const strangerKey = await signer('ES256', clientKey.kid);

export const client: ClientMetadata = {
  client_id: 'client-tally',
  client_name: 'Tally',
  redirect_uris: [redirectUri, 'http://127.0.0.1/native'],
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  scope: 'openid accounts',
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  dpop_bound_access_tokens: true,
  authorization_details_types: ['urn:sandbank:account-access:v1'],
  jwks: { keys: [clientKey.publicJwk, pssKey.publicJwk, edwardsKey.publicJwk] },
};

export const clientKeys = parseJwkSet(client.jwks);
export const bankKeys = parseJwkSet({ keys: [bankKey.publicJwk] });

/** A client that is known by its certificate, and whose tokens are bound to it. */
export const certificateClient: ClientMetadata = {
  ...client,
  token_endpoint_auth_method: 'tls_client_auth',
  token_endpoint_auth_signing_alg: undefined,
  tls_client_auth_subject_dn: 'CN=Tally,O=Tally Ltd,C=GB',
  dpop_bound_access_tokens: false,
  tls_client_certificate_bound_access_tokens: true,
  jwks: undefined,
};

const day = 86_400;
const at = (seconds: number): Date => new Date(seconds * 1000);

/** What a server reads from the certificate of a connection; every name is there, so that each can be registered. */
export const certificate = {
  der: Buffer.from('certificate of tally'),
  thumbprint: 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE',
  subject: parseDistinguishedName('CN=Tally,O=Tally Ltd,C=GB')!,
  dnsNames: ['mtls.tally.example', 'other.tally.example'],
  uris: ['https://tally.example/mtls', 'urn:tally'],
  ipAddresses: ['192.0.2.7', '2001:db8::7'],
  emails: ['Ops@tally.example'],
  notBefore: at(nowSeconds - day),
  notAfter: at(nowSeconds + day),
} as unknown as ClientCertificate;

/** The certificate of somebody else, from the same authority. */
export const strangersCertificate = {
  ...certificate,
  der: Buffer.from('certificate of a stranger'),
  thumbprint: 'c3RyYW5nZXJzdHJhbmdlcnN0cmFuZ2Vyc3RyYW5nZXI',
  subject: parseDistinguishedName('CN=Stranger,O=Tally Ltd,C=GB')!,
  dnsNames: ['stranger.example'],
  uris: ['https://stranger.example'],
  ipAddresses: ['192.0.2.8'],
  emails: ['ops@stranger.example'],
} as ClientCertificate;
