/** Client authentication methods a FAPI 2.0 client may register (SP-5.3.2.1-6). */
export type TokenEndpointAuthMethod =
  'private_key_jwt' | 'tls_client_auth' | 'self_signed_tls_client_auth';

/** Grant types of RFC 6749 that the token endpoint serves. */
export type GrantType = 'authorization_code' | 'refresh_token' | 'client_credentials';

/** Public keys of a client as registered (RFC 7591 2, RFC 7517 5). */
export interface RegisteredJwks {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** What a client registered, under its RFC 7591 names. */
export interface ClientMetadata {
  readonly client_id: string;
  readonly client_name: string;
  readonly redirect_uris: readonly string[];
  readonly grant_types: readonly GrantType[];
  readonly scope: string;
  readonly token_endpoint_auth_method: TokenEndpointAuthMethod;
  readonly token_endpoint_auth_signing_alg?: string | undefined;
  readonly id_token_signed_response_alg?: string | undefined;
  readonly dpop_bound_access_tokens: boolean;
  readonly authorization_details_types: readonly string[];
  readonly jwks: RegisteredJwks;
  readonly logo_uri?: string | undefined;
  readonly policy_uri?: string | undefined;
  readonly client_uri?: string | undefined;
}
