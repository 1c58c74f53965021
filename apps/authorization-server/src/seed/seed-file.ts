import { profiles } from '@sandbank/fapi-policy';
import { z } from 'zod';
import { clientMetadata } from '../client/client-metadata.schema.js';

const slug = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);

/** What the authorization server is seeded with: banks, their customers, and clients. */
export const seedFile = z.object({
  banks: z.array(
    z.object({
      slug,
      name: z.string().min(1).max(80),
      tagline: z.string().max(140).default(''),
      profile: z.string().refine((id) => id in profiles, 'is not a profile of the policy'),
      signing_alg: z.enum(['ES256', 'PS256', 'EdDSA']).default('ES256'),
      /** Without it, keys rotate by command alone. */
      key_rotation_days: z.number().int().min(1).max(3650).optional(),
      /** Without it, access to accounts counts for as long as it was agreed to. */
      reauthentication_days: z.number().int().min(1).max(3650).optional(),
    }),
  ),
  customers: z.array(
    z.object({
      id: z.uuid(),
      bank: slug,
      username: z.string().min(1).max(100),
      password: z.string().min(1).max(200),
      name: z.string().min(1).max(100),
      /** Without a code the customer gets a random one at each sign-in. */
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
  ),
  clients: z.array(clientMetadata.and(z.object({ bank: slug }))),
});

export type SeedFile = z.output<typeof seedFile>;
