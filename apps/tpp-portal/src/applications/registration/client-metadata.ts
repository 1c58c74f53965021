import type { Software, SoftwareRole } from '../../directory/directory-documents.js';
import { usesCertificate, type ApplicationProfile } from '../application-profile.js';

const scopes: Readonly<Record<SoftwareRole, string>> = {
  AISP: 'accounts',
  PISP: 'payments',
  CBPII: 'fundsconfirmations',
};
const types: Readonly<Record<SoftwareRole, readonly string[]>> = {
  AISP: ['urn:sandbank:account-access:v1'],
  PISP: [
    'urn:sandbank:domestic-payment:v1',
    'urn:sandbank:domestic-scheduled-payment:v1',
    'urn:sandbank:domestic-standing-order:v1',
    'urn:sandbank:domestic-vrp:v1',
  ],
  CBPII: ['urn:sandbank:funds-confirmation:v1'],
};

/** The scope of an application's requests. */
export const scopeOf = (roles: readonly SoftwareRole[]): string =>
  ['openid', ...roles.map((role) => scopes[role])].join(' ');

/**
 * What an application registers at a bank (RFC 7591 2): its profile in the standard's words. Names, addresses and keys
 * are those of the software statement.
 */
export const clientMetadata = (
  profile: ApplicationProfile,
  software: Pick<Software, 'roles' | 'san_uri' | 'redirect_uris' | 'jwks_uri'>,
  softwareStatement: string,
): Record<string, unknown> => ({
  software_statement: softwareStatement,
  redirect_uris: software.redirect_uris,
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types: ['code'],
  scope: scopeOf(software.roles),
  authorization_details_types: software.roles.flatMap((role) => types[role]),
  require_pushed_authorization_requests: true,
  ...(profile.constraint === 'mtls'
    ? { tls_client_certificate_bound_access_tokens: true, dpop_bound_access_tokens: false }
    : { dpop_bound_access_tokens: true, tls_client_certificate_bound_access_tokens: false }),
  ...(usesCertificate(profile) ? { use_mtls_endpoint_aliases: true } : {}),
  ...authentication(profile, software),
});

const authentication = (
  profile: ApplicationProfile,
  { san_uri: sanUri, jwks_uri: jwksUri }: Pick<Software, 'san_uri' | 'jwks_uri'>,
): Record<string, unknown> =>
  profile.authentication === 'private_key_jwt'
    ? {
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: profile.algorithm,
        jwks_uri: jwksUri,
      }
    : {
        token_endpoint_auth_method: 'tls_client_auth',
        tls_client_auth_san_uri: sanUri,
        ...(profile.signing ? { jwks_uri: jwksUri } : {}),
      };
