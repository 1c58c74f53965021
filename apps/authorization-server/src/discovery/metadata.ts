import { authorizationDetailsScopes, authorizationDetailsTypesSupported } from '@sandbank/consent';
import { grantManagementScopes, grantsResource } from '../grant-management/grants-resource.js';
import type { Issuer } from '../issuer/issuer.js';
import { sca } from '../token/authentication-context.js';
import { identityClaims } from '../userinfo/identity-claims.js';
import { userInfoResource, userInfoScopes } from '../userinfo/userinfo-resource.js';

/** Scopes that a client may ask for: those of UserInfo, of the bank's API, and of its grants. */
export const scopesSupported: readonly string[] = [
  ...userInfoScopes,
  ...authorizationDetailsScopes,
  'rejections',
  ...grantManagementScopes,
];

/** Endpoints at which a client that presents a certificate calls instead, where the bank serves them (RFC 8705 5). */
const aliased = [
  'token_endpoint',
  'pushed_authorization_request_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
  'userinfo_endpoint',
  'grant_management_endpoint',
];

/**
 * The metadata document of a bank (RFC 8414 2, OpenID Connect Discovery 3): one for both places. `mutualTls` is the base
 * of its endpoints for mutual TLS; where there is none, nothing is promised that needs a certificate.
 */
export function metadataOf(
  issuer: Issuer,
  mutualTls: string | undefined,
): Readonly<Record<string, unknown>> {
  const metadata = {
    issuer: issuer.url,
    authorization_endpoint: `${issuer.url}/authorize`,
    pushed_authorization_request_endpoint: `${issuer.url}/par`,
    token_endpoint: `${issuer.url}/token`,
    revocation_endpoint: `${issuer.url}/revoke`,
    introspection_endpoint: `${issuer.url}/introspect`,
    userinfo_endpoint: userInfoResource(issuer),
    grant_management_endpoint: grantsResource(issuer),
    grant_management_action_required: issuer.profile.limits.grantManagementActionRequired,
    jwks_uri: `${issuer.url}/jwks`,
    scopes_supported: scopesSupported,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...issuer.idTokenKeys.keys()],
    claims_supported: [
      ...['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', 'auth_time', 'acr', 'amr'],
      ...Object.keys(identityClaims),
    ],
    claims_parameter_supported: true,
    acr_values_supported: [sca],
    authorization_details_types_supported: authorizationDetailsTypesSupported,
    protected_resources: [issuer.resourceBase, userInfoResource(issuer), grantsResource(issuer)],
    ...issuer.profile.metadata,
  };
  const complete =
    mutualTls === undefined
      ? { ...metadata, ...withoutCertificates(issuer) }
      : { ...metadata, mtls_endpoint_aliases: aliasesOf(metadata, issuer.url, mutualTls) };
  return { ...complete, ...authenticationAsAtToken(complete) };
}

/** At these endpoints clients authenticate as at the token endpoint (RFC 7009 2.1, RFC 7662 2.1). */
function authenticationAsAtToken(metadata: ClientAuthenticationMetadata) {
  return Object.fromEntries(
    ['revocation', 'introspection'].flatMap((name) => [
      [`${name}_endpoint_auth_methods_supported`, metadata.token_endpoint_auth_methods_supported],
      [
        `${name}_endpoint_auth_signing_alg_values_supported`,
        metadata.token_endpoint_auth_signing_alg_values_supported,
      ],
    ]),
  );
}

type ClientAuthenticationMetadata = Pick<
  Issuer['profile']['metadata'],
  'token_endpoint_auth_methods_supported' | 'token_endpoint_auth_signing_alg_values_supported'
>;

function withoutCertificates({ profile }: Issuer) {
  const { token_endpoint_auth_methods_supported: methods } = profile.metadata;
  return {
    token_endpoint_auth_methods_supported: methods.filter((method) => method === 'private_key_jwt'),
    tls_client_certificate_bound_access_tokens: false,
  };
}

function aliasesOf(metadata: Readonly<Record<string, unknown>>, base: string, mutualTls: string) {
  const served = aliased.filter((name) => name in metadata);
  return Object.fromEntries(
    served.map((name) => [name, String(metadata[name]).replace(base, mutualTls)]),
  );
}
