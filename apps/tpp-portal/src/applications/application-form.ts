import { z } from 'zod';
import { softwareRoles } from '../directory/directory-documents.js';
import { applicationProfile } from './application-profile.js';

// No control or format characters: a name must read as what it is, wherever it is shown.
const plainText = (length: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(length)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'has characters that cannot be seen');
const httpsUri = z
  .url({ protocol: /^https$/ })
  .max(500)
  .optional();

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** A public key; whoever pastes a private one is told so before anything else is looked at. */
export const publicKey = z
  .record(z.string().max(40), z.unknown())
  .refine((jwk) => JSON.stringify(jwk).length <= 20_000, 'is too long')
  .refine(
    (jwk) => !privateMembers.some((member) => Object.hasOwn(jwk, member)),
    'is a private key: keep it, and send the public part alone',
  );
export const publicKeys = z.object({ keys: z.array(publicKey).max(20) }).strict();

export const certificateRequest = z
  .object({
    use: z.enum(['transport', 'signing']),
    csr: z
      .string()
      .trim()
      .max(10_000)
      .refine((text) => !text.includes('PRIVATE KEY'), 'is a private key, not a request')
      .regex(/^-----BEGIN (NEW )?CERTIFICATE REQUEST-----/, 'is not a certificate request in PEM'),
  })
  .strict();

const details = {
  name: plainText(80),
  roles: z
    .array(z.enum(softwareRoles))
    .min(1)
    .max(3)
    .transform((roles) => softwareRoles.filter((role) => roles.includes(role))),
  redirect_uris: z.array(z.string().trim().min(1).max(500)).min(1).max(10),
  profile: applicationProfile,
  client_uri: httpsUri,
  logo_uri: httpsUri,
  policy_uri: httpsUri,
  tos_uri: httpsUri,
};

/** What may be changed of an application. */
export const applicationChange = z.object(details).strict();
/** What an application is made of. */
export const applicationForm = z
  .object({
    ...details,
    organisation: z.uuid().optional(),
    jwks: publicKeys.optional(),
    certificate_requests: z.array(certificateRequest).max(2).default([]),
  })
  .strict();

export type ApplicationChange = z.output<typeof applicationChange>;
export type ApplicationForm = z.output<typeof applicationForm>;
