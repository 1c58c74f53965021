/** Client authentication methods a FAPI 2.0 client may register (SP-5.3.2.1-6). */
export type TokenEndpointAuthMethod =
  'private_key_jwt' | 'tls_client_auth' | 'self_signed_tls_client_auth';

/** Grant types of RFC 6749 that the token endpoint serves. */
export type GrantType = 'authorization_code' | 'refresh_token' | 'client_credentials';

/** Public keys of a client as registered (RFC 7591 2, RFC 7517 5); one may carry its certificate as `x5c`. */
export interface RegisteredJwks {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Names by one of which a client of `tls_client_auth` is known in its certificate (RFC 8705 2.1.2). */
export const certificateNames = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const;

export type CertificateName = (typeof certificateNames)[number];

/** What a client registered, under its RFC 7591 names. */
export interface ClientMetadata extends Readonly<
  Partial<Record<CertificateName, string | undefined>>
> {
  readonly client_id: string;
  readonly client_name: string;
  readonly redirect_uris: readonly string[];
  readonly grant_types: readonly GrantType[];
  readonly scope: string;
  readonly token_endpoint_auth_method: TokenEndpointAuthMethod;
  readonly token_endpoint_auth_signing_alg?: string | undefined;
  readonly id_token_signed_response_alg?: string | undefined;
  /** Exactly one of this and the next is true (IA-2.3); a client that was stored before the choice has DPoP. */
  readonly dpop_bound_access_tokens: boolean;
  readonly tls_client_certificate_bound_access_tokens?: boolean | undefined;
  readonly use_mtls_endpoint_aliases?: boolean | undefined;
  readonly require_pushed_authorization_requests?: boolean | undefined;
  readonly authorization_details_types: readonly string[];
  /**
   * The resource identifier of a protected resource (RFC 9728 2): who registers it may introspect the tokens meant for it
   * (RFC 7662), and gets none of its own.
   */
  readonly resource?: string | undefined;
  /** At most one of `jwks` and `jwks_uri`; a client of `tls_client_auth` needs neither (RFC 7591 2). */
  readonly jwks?: RegisteredJwks | undefined;
  readonly jwks_uri?: string | undefined;
  /** Seconds (OpenID Connect Registration 2). */
  readonly default_max_age?: number | undefined;
  readonly default_acr_values?: readonly string[] | undefined;
  readonly logo_uri?: string | undefined;
  readonly policy_uri?: string | undefined;
  readonly client_uri?: string | undefined;
  readonly tos_uri?: string | undefined;
  readonly contacts?: readonly string[] | undefined;
  /** The software that this is a client of, as the directory knows it (RFC 7591 2). */
  readonly software_id?: string | undefined;
  readonly software_version?: string | undefined;
}

/** True when the access tokens of this client are bound to its certificate, false when to a DPoP key. */
export function bindsToCertificate(client: ClientMetadata): boolean {
  return client.tls_client_certificate_bound_access_tokens === true;
}
