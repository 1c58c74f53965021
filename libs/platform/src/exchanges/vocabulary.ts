/**
 * Members whose values are the vocabulary of the protocols, addresses that a client registered, or ids: all that an
 * exchange may keep as it was. Whatever is not named here is kept as its kind and length alone.
 */
const kept: ReadonlySet<string> = new Set([
  // RFC 6749, 7636, 8707, 9126, 9396, OpenID Connect Core, Grant Management
  ...['client_id', 'response_type', 'response_mode', 'scope', 'redirect_uri', 'resource', 'prompt'],
  ...['code_challenge_method', 'max_age', 'acr_values', 'ui_locales', 'grant_type', 'grant_id'],
  ...['client_assertion_type', 'token_type_hint', 'token_type', 'expires_in', 'dpop_jkt', 'active'],
  ...['grant_management_action', 'error', 'error_description', 'error_uri', 'interaction_id'],
  ...['type', 'locations', 'actions', 'datatypes', 'essential', 'scopes', 'status', 'message'],
  // RFC 7519, 7515, 7517, 8705, 9068, 9449
  ...['iss', 'sub', 'aud', 'azp', 'iat', 'exp', 'nbf', 'auth_time', 'acr', 'amr', 'htm', 'htu'],
  ...['alg', 'typ', 'kid', 'kty', 'crv', 'use', 'x', 'y', 'n', 'e', 'jkt', 'x5t#S256'],
  // RFC 7591, 7592
  ...['redirect_uris', 'client_name', 'client_uri', 'logo_uri', 'policy_uri', 'tos_uri'],
  ...['jwks_uri', 'grant_types', 'response_types', 'application_type', 'software_id'],
  ...['software_version', 'software_roles', 'token_endpoint_auth_method', 'default_max_age'],
  ...['token_endpoint_auth_signing_alg', 'id_token_signed_response_alg', 'registration_client_uri'],
  ...['dpop_bound_access_tokens', 'tls_client_certificate_bound_access_tokens'],
  ...['tls_client_auth_san_uri', 'tls_client_auth_san_dns', 'tls_client_auth_subject_dn'],
  ...[
    'authorization_details_types',
    'client_id_issued_at',
    'require_pushed_authorization_requests',
  ],
  ...['organisation_id', 'organisation_name', 'organisation_roles', 'software_san_uri'],
  // Open Banking
  ...['Code', 'ErrorCode', 'Message', 'Path', 'Url', 'Self', 'First', 'Prev', 'Next', 'Last'],
  ...['TotalPages', 'Permissions', 'Status', 'StatusReasonCode', 'Currency', 'ChargeBearer'],
  ...[
    'CreditDebitIndicator',
    'AccountCategory',
    'AccountTypeCode',
    'AccountIds',
    'ReadRefundAccount',
  ],
  ...['PaymentContextCode', 'LocalInstrument', 'FundsAvailable', 'Frequency', 'Type', 'SubType'],
]);

const idOrTime = /^[A-Z][A-Za-z]*(?:Id|DateTime)$/;

/** Whether an exchange keeps the value of a member of this name. */
export const isVocabulary = (name: string): boolean => kept.has(name) || idOrTime.test(name);

/** Members of public keys: they look like secrets and are none. */
export const isOfPublicKey = (name: string): boolean =>
  ['x', 'y', 'n', 'e', 'kid', 'jkt', 'dpop_jkt', 'x5t#S256'].includes(name);
