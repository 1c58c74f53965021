import { assertPublicJwk, jwsAlgorithms, type PublicJwk } from '@sandbank/crypto';
import { z } from 'zod';

const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

/** https, or http on a loopback address for native apps; no fragment, no user info (SP-5.3.2.2-8, RFC 6749 3.1.2). */
const redirectUri = z
  .string()
  .max(2000)
  .refine((uri) => {
    if (!URL.canParse(uri) || uri.includes('#') || uri.includes('*')) return false;
    const { protocol, username, password } = new URL(uri);
    return (protocol === 'https:' || loopback.test(uri)) && username === '' && password === '';
  }, 'must be an https URL without fragment, wildcard or user info');

const publicKey = z.custom<PublicJwk>((key) => {
  try {
    assertPublicJwk(key);
    return true;
  } catch {
    return false;
  }
}, 'must be a public key of type EC P-256, RSA of 2048 bits or more, or Ed25519');

const algorithm = z.enum(jwsAlgorithms);

/** What a client may register, under its RFC 7591 names; what the profile forbids cannot be stored. */
export const clientMetadata = z.object({
  client_id: z.string().regex(/^client-[A-Za-z0-9_-]{1,80}$/),
  client_name: z.string().min(1).max(100),
  redirect_uris: z.array(redirectUri).max(20),
  grant_types: z
    .array(z.enum(['authorization_code', 'refresh_token', 'client_credentials']))
    .min(1)
    .default(['authorization_code', 'refresh_token']),
  scope: z.string().max(400),
  token_endpoint_auth_method: z.literal('private_key_jwt'),
  token_endpoint_auth_signing_alg: algorithm.optional(),
  dpop_bound_access_tokens: z.literal(true).default(true),
  authorization_details_types: z.array(z.string().max(200)).max(20).default([]),
  jwks: z.object({ keys: z.array(publicKey).min(1).max(20) }),
  logo_uri: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  policy_uri: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  client_uri: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
});
