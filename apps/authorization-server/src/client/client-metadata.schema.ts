import { authorizationDetailsTypesSupported } from '@sandbank/consent';
import { jwsAlgorithms } from '@sandbank/crypto';
import {
  isReadableLine,
  isRedirectUri,
  spaceDelimited,
  type ClientMetadata,
} from '@sandbank/oauth';
import { isUuid } from '@sandbank/platform';
import { z } from 'zod';
import { scopesSupported } from '../discovery/metadata.js';
import { clientKeySet } from './client-key-set.schema.js';
import { registrationProblems } from './registration-problems.js';

const redirectUri = z
  .string()
  .max(2000)
  .refine(
    isRedirectUri,
    'must be an https URL in ASCII without fragment, wildcard or user info, or http on a loopback address',
  );

/** Customers are named by UUIDs, so no client may be: it could be taken for one of them (SP-6.7). */
const clientId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{1,99}$/, 'must be 2 to 100 letters, digits and . _ ~ -')
  .refine((id) => !isUuid(id), 'must not be a UUID: customers are named by those');

const methods = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;

const method = z.enum(
  methods,
  `must be ${methods.join(', ')}: client secrets and public clients are not served here`,
);

const algorithm = z.enum(
  jwsAlgorithms,
  `must be one of ${jwsAlgorithms.join(', ')}: RS256 and none are refused`,
);

const nameLengthMax = 100;

/** What a customer reads as the name of the app: nothing invisible, nothing that turns a text around (SP-5.3.2.2-13). */
const clientName = z
  .string()
  .refine(
    (text) => isReadableLine(text) && Array.from(text).length <= nameLengthMax,
    `must be 1 to ${nameLengthMax} printable characters on one line`,
  );

/**
 * What the issuer does not serve is left out, so that it is never granted (RFC 7591 3.2.1, RFC 6749 3.3). Who asks for none,
 * as a resource server that introspects, has none.
 */
const scope = z
  .string()
  .max(400)
  .transform((value, context) => {
    const asked = spaceDelimited(value);
    const served = asked.filter((each) => scopesSupported.includes(each));
    if (asked.length > 0 && served.length === 0) {
      context.addIssue({
        code: 'custom',
        message: `must name one of ${scopesSupported.join(', ')}`,
      });
    }
    return served.join(' ');
  });

/** A text on one line that people may read. */
const line = (lengthMax: number) =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'must be printable characters on one line');

const name = z.string().min(1).max(1000).optional();
const httpsPage = z
  .url({ protocol: /^https$/ })
  .max(2000)
  .optional();

/** The members one by one; what nobody knows is left out (RFC 7591 2). */
const members = z.object({
  client_id: clientId,
  client_name: clientName.optional(),
  redirect_uris: z.array(redirectUri).max(20).default([]),
  response_types: z.array(z.literal('code')).max(1).optional(),
  grant_types: z
    .array(z.enum(['authorization_code', 'refresh_token', 'client_credentials']))
    .default(['authorization_code', 'refresh_token']),
  scope: scope.default(scopesSupported.join(' ')),
  token_endpoint_auth_method: method,
  token_endpoint_auth_signing_alg: algorithm.optional(),
  tls_client_auth_subject_dn: name,
  tls_client_auth_san_dns: name,
  tls_client_auth_san_uri: name,
  tls_client_auth_san_ip: name,
  tls_client_auth_san_email: name,
  id_token_signed_response_alg: algorithm.optional(),
  dpop_bound_access_tokens: z.boolean().optional(),
  tls_client_certificate_bound_access_tokens: z.boolean().default(false),
  use_mtls_endpoint_aliases: z.boolean().optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
  authorization_details_types: z
    .array(z.string().max(200))
    .max(20)
    .default([...authorizationDetailsTypesSupported]),
  default_max_age: z.int().min(0).max(999_999_999).optional(),
  default_acr_values: z.array(z.string().min(1).max(200)).max(10).optional(),
  jwks: clientKeySet.optional(),
  jwks_uri: httpsPage,
  resource: httpsPage,
  logo_uri: httpsPage,
  policy_uri: httpsPage,
  client_uri: httpsPage,
  tos_uri: httpsPage,
  contacts: z.array(line(200)).max(10).optional(),
  software_id: line(100).optional(),
  software_version: line(100).optional(),
});

/**
 * What a client may register, under its RFC 7591 names; what the profile forbids cannot be stored. Whoever names no
 * sender constraint has DPoP, no types of authorization details all of them, and no name is called by the identifier.
 */
export const clientMetadata = members.transform((given, context): ClientMetadata => {
  const { response_types: _code, ...kept } = given;
  const {
    tls_client_certificate_bound_access_tokens: toCertificate,
    dpop_bound_access_tokens: toKey = !toCertificate,
  } = kept;
  const { client_id: id, client_name: name = id } = kept;
  const metadata = { ...kept, client_name: name, dpop_bound_access_tokens: toKey };
  for (const { member, message } of registrationProblems(metadata)) {
    context.addIssue({ code: 'custom', path: [member], message });
  }
  return metadata;
});
