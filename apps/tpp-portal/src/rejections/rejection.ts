import { z } from 'zod';

const text = z.string().max(2000);

/** A refusal as a bank explains it to the client's own developers (docs/rejections.md). */
export const rejection = z.object({
  id: z.uuid(),
  interaction_id: text,
  at: text,
  server: z.enum(['authorization-server', 'resource-server']),
  endpoint: text,
  method: text,
  status: z.number().int(),
  error: text,
  error_description: text.nullable().default(null),
  rule: z
    .object({
      clause: text,
      specification: text.nullable(),
      summary: text.nullable(),
    })
    .nullable(),
  expected: text.nullable(),
  received: text.nullable(),
  clock_skew_seconds: z.number().nullable(),
  client_clock_seconds: z.number().nullable(),
  fix: text.nullable(),
  claimed: z.boolean(),
  suppressed: z.number().int(),
});

export type Rejection = z.output<typeof rejection>;

/** A page of them, latest first. */
export const rejectionPage = z.object({
  rejections: z.array(rejection).max(100),
  next: z.string().optional(),
});
