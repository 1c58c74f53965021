import { z } from 'zod';

const address = z.url({ protocol: /^https$/ }).max(2000);

/** What the directory is seeded with: the banks that take part. */
export const seedFile = z.object({
  participants: z
    .array(
      z.object({
        slug: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
        organisation: z.string().min(1).max(80),
        issuer: address,
        api_base: address,
        mtls_api_base: address.optional(),
      }),
    )
    .max(100),
});

export type SeedFile = z.output<typeof seedFile>;
