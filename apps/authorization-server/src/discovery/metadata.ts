import { authorizationDetailsTypesSupported } from '@sandbank/consent';
import type { Issuer } from '../issuer/issuer.js';
import { sca } from '../token/authentication-context.js';

/** Scopes that a client may ask for: `openid`, and those of the bank's API. */
export const scopesSupported = ['openid', 'accounts'] as const;

/** The metadata document of a bank (RFC 8414 2, OpenID Connect Discovery 3): one for both places. */
export function metadataOf(issuer: Issuer): Readonly<Record<string, unknown>> {
  return {
    issuer: issuer.url,
    authorization_endpoint: `${issuer.url}/authorize`,
    pushed_authorization_request_endpoint: `${issuer.url}/par`,
    token_endpoint: `${issuer.url}/token`,
    jwks_uri: `${issuer.url}/jwks`,
    scopes_supported: scopesSupported,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...issuer.idTokenKeys.keys()],
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', 'auth_time', 'acr'],
    claims_parameter_supported: false,
    acr_values_supported: [sca],
    authorization_details_types_supported: authorizationDetailsTypesSupported,
    protected_resources: [issuer.resourceBase],
    ...issuer.profile.metadata,
  };
}
