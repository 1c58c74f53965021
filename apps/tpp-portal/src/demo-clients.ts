import { fileContent } from '@sandbank/platform';
import { z } from 'zod';
import { jsonFile } from './json-file.js';
import { demoClientProblems } from './demo-client-problems.js';

const privateKeys = jsonFile(
  z.object({
    keys: z
      .array(z.looseObject({ kty: z.string(), kid: z.string().min(1), d: z.string().min(1) }))
      .min(1)
      .max(10),
  }),
);
const https = z.url({ protocol: /^https$/ });
const issuer = https.refine(
  (url) => !/[?#]/.test(url),
  'an issuer has no query and no fragment (RFC 8414 2)',
);

/** A registration of the portal at one issuer, in the words of RFC 7591 and RFC 8705 where they have one. */
const demoClient = z.object({
  /** The short name of the bank in the portal’s addresses. */
  bank: z.string().regex(/^[a-z0-9-]{1,40}$/),
  bank_name: z.string().min(1).max(80),
  issuer,
  /** Where the bank’s API begins; no token is sent to any other place. */
  resource_base: https,
  /** The identifier of the API (RFC 9728 2), where it is another. */
  resource: https.optional(),
  /** What the start URL reads in the end. */
  resource_url: https.optional(),
  /** `open-banking` is what the demo app understands; of a `plain` API the start URL alone reads something. */
  api: z.enum(['open-banking', 'plain']).default('open-banking'),
  /** `metadata`: the issuer and the API must name each other; `settings`: this file is enough where they are silent. */
  resource_pairing: z.enum(['metadata', 'settings']).optional(),
  /** Where the bank's servers explain refusals (docs/rejections.md); below the issuer or at the API's origin. */
  rejection_endpoints: z.array(https).max(4).default([]),
  client_id: z.string().min(1).max(200),
  client_name: z.string().min(1).max(80),
  redirect_uri: https,
  scope: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/)
    .optional(),
  token_endpoint_auth_method: z
    .enum(['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'])
    .default('private_key_jwt'),
  /** Tokens are bound to the certificate instead of a DPoP key. */
  tls_client_certificate_bound_access_tokens: z.boolean().default(false),
  id_token_signed_response_alg: z.enum(['ES256', 'PS256', 'EdDSA', 'Ed25519']).default('ES256'),
  jwks_file: privateKeys.optional(),
  tls_certificate_file: fileContent.optional(),
  tls_key_file: fileContent.optional(),
  /** The authority that vouches for this issuer’s servers, instead of those that the process trusts. */
  ca_file: fileContent.optional(),
});

/** The portal’s registrations: no two with one name, one issuer, one key or one certificate. */
export const demoClients = z
  .object({ clients: z.array(demoClient).max(20) })
  .superRefine(({ clients }, context) => {
    for (const message of demoClientProblems(clients))
      context.addIssue({ code: 'custom', message });
  });

export type DemoClient = z.output<typeof demoClient>;
