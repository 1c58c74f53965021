import type { z } from 'zod';
import { PortalError } from '../portal-error.js';

/** A body as the form has it. Throws `unusable_field` with the field and what is wrong with it. */
export function parsedForm<T extends z.ZodType>(form: T, body: unknown): z.output<T> {
  const parsed = form.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new PortalError(
    'unusable_field',
    `${field === '' ? 'The form' : field} ${issue?.message ?? 'cannot be used'}.`.slice(0, 300),
    field === '' ? {} : { field },
  );
}
