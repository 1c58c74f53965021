import { z } from 'zod';

/** How an application proves itself, what its tokens are bound to, and with what it signs. */
export const applicationProfile = z
  .object({
    constraint: z.enum(['dpop', 'mtls']),
    authentication: z.enum(['private_key_jwt', 'tls_client_auth']),
    /** Whether it has a signing key: always where it authenticates with one. */
    signing: z.boolean(),
    algorithm: z.enum(['ES256', 'PS256', 'EdDSA']).default('ES256'),
  })
  .strict()
  .refine(
    ({ authentication, signing }) => authentication !== 'private_key_jwt' || signing,
    'private_key_jwt needs a signing key',
  );

export type ApplicationProfile = z.output<typeof applicationProfile>;

/** Whether a certificate is shown at the token endpoint or at the API. */
export const usesCertificate = ({ constraint, authentication }: ApplicationProfile): boolean =>
  constraint === 'mtls' || authentication === 'tls_client_auth';
