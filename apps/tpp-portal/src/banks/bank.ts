import { importJWK, type CryptoKey, type JWK } from 'jose';
import type { DemoClient } from '../portal-settings.js';
import { tlsFetch, type TlsFetch } from './tls-fetch.js';

/** How the portal proves at a bank that it is itself. */
export type Authentication =
  | {
      readonly method: 'private_key_jwt';
      readonly key: { readonly key: CryptoKey; readonly kid: string };
      /** As the key is registered: Ed25519 has two names (RFC 9864 2.2). */
      readonly algorithm: string;
    }
  | { readonly method: 'tls_client_auth' | 'self_signed_tls_client_auth' };

/** An issuer at which the portal is registered, with all that the portal must know of it beforehand. */
export interface Bank {
  readonly slug: string;
  readonly name: string;
  readonly issuer: string;
  readonly api: 'open-banking' | 'plain';
  readonly resourceBase: string;
  /** The API's identifier (RFC 9728 2). */
  readonly resource: string;
  /** What the start URL reads. */
  readonly resourceUrl: string;
  readonly resourcePairing: 'metadata' | 'settings';
  readonly rejectionEndpoints: readonly string[];
  readonly clientId: string;
  readonly clientName: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly authentication: Authentication;
  readonly senderConstraint: 'dpop' | 'mtls';
  /** Whether a certificate is shown, and so the endpoints for mutual TLS are used (SP-5.3.3.1-7). */
  readonly usesMutualTls: boolean;
  readonly idTokenAlgorithm: string;
  /** The bank's own connections. */
  readonly fetch: TlsFetch;
}

/** Makes a bank of a registration; keys are imported here, once. Throws for a key that is of no use. */
export async function bankOf(client: DemoClient): Promise<Bank> {
  const resourceBase = client.resource_base.replace(/\/+$/, '');
  const isPlain = client.api === 'plain';
  const authentication = await authenticationOf(client);
  const certificate =
    client.tls_certificate_file === undefined || client.tls_key_file === undefined
      ? undefined
      : { cert: client.tls_certificate_file, key: client.tls_key_file };
  return {
    slug: client.bank,
    name: client.bank_name,
    issuer: client.issuer,
    api: client.api,
    resourceBase,
    resource: client.resource ?? resourceBase,
    resourceUrl: client.resource_url ?? (isPlain ? resourceBase : `${resourceBase}/aisp/accounts`),
    resourcePairing: client.resource_pairing ?? (isPlain ? 'settings' : 'metadata'),
    rejectionEndpoints: client.rejection_endpoints,
    clientId: client.client_id,
    clientName: client.client_name,
    redirectUri: client.redirect_uri,
    scope: client.scope ?? 'openid accounts',
    authentication,
    senderConstraint: client.tls_client_certificate_bound_access_tokens ? 'mtls' : 'dpop',
    usesMutualTls: certificate !== undefined,
    idTokenAlgorithm: client.id_token_signed_response_alg,
    fetch: tlsFetch({ certificate, ca: client.ca_file }),
  };
}

const algorithmsByType: Readonly<Record<string, string>> = {
  EC: 'ES256',
  RSA: 'PS256',
  OKP: 'EdDSA',
};

async function authenticationOf(client: DemoClient): Promise<Authentication> {
  const method = client.token_endpoint_auth_method;
  if (method !== 'private_key_jwt') return { method };
  const [jwk] = client.jwks_file?.keys ?? [];
  if (jwk === undefined) throw new Error(`${client.client_id} has no key`);
  const algorithm = (jwk as JWK).alg ?? algorithmsByType[jwk.kty] ?? 'ES256';
  const key = await importJWK(jwk as JWK, algorithm);
  if (key instanceof Uint8Array)
    throw new Error(`the key of ${client.client_id} is not a key pair`);
  return { method, key: { key, kid: jwk.kid }, algorithm };
}
