import { z } from 'zod';
import { certificateUses, revocationReasons } from './certificate.js';

/** A certificate request in PEM (PKCS #10). */
const csr = z.string().min(1).max(8192);

export const certificateRequest = z.object({ use: z.enum(certificateUses), csr });

/** Without a request the key stays. An absent body is an empty one. */
export const renewal = z.object({ csr: csr.optional() }).nullish();

export const revocation = z
  .object({ reason: z.enum(revocationReasons).default('unspecified') })
  .nullish();
