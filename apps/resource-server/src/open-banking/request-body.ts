import type { z } from 'zod';
import { invalidField, missingField, unexpectedField } from './open-banking-error.js';

/** Reads a JSON body; 400 that names the first field at fault, as `Data.Initiation.…`. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys') {
    const place = [...path, ...issue.keys.slice(0, 1)].join('.');
    throw unexpectedField('a field is not known here', place.slice(0, pathLengthMax));
  }
  const place = path.join('.') || 'Data';
  const isMissing = isAboutKind(issue?.code) && valueAt(body, path) === undefined;
  if (isMissing) throw missingField('a field is missing', place);
  throw invalidField(`a field has an invalid value`, place, issue?.message);
}

// What decides between two shapes is missing as well when it is not there.
const isAboutKind = (code: string | undefined): boolean =>
  code === 'invalid_type' || code === 'invalid_union';

// The names in a path are the caller's own words where a field is not known.
const pathLengthMax = 500;

function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
