import { z } from 'zod';
import { readable } from '../software/software.schema.js';
import { roles } from './roles.js';

const nameLengthMax = 100;

/** Who enrols. */
export const newOrganisation = z.object({
  name: readable(nameLengthMax),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters (ISO 3166-1)')
    .default('GB'),
  roles: z
    .array(z.enum(roles))
    .min(1)
    .max(roles.length)
    .transform((given) => [...new Set(given)]),
});

export type NewOrganisation = z.output<typeof newOrganisation>;
