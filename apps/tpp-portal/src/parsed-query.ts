import { invalidRequest } from '@sandbank/oauth';
import type { z } from 'zod';

/** Parses a query or a body. Throws `invalid_request` with the members that are not as they should be. */
export function parsedQuery<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
  throw invalidRequest(`these parameters are not as they should be: ${names.join(', ')}`);
}
