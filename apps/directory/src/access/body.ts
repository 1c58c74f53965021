import { invalidRequest } from '@sandbank/oauth';
import type { z } from 'zod';

/** A body as its schema has it. @throws `invalid_request` that names the first member that is wrong. */
export function parsedBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const member = path.join('.');
    return member === '' ? message : `${member}: ${message}`;
  });
  throw invalidRequest(problems[0] ?? 'the body is malformed', { received: problems });
}
