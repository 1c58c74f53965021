import { invalidAuthorizationDetails, type OAuthError } from '@sandbank/oauth';
import type { z } from 'zod';

const receivedLengthMax = 200;

/** The refusal of RFC 9396 5: the public words name the place, never the value. */
export function refusedAt(
  path: string,
  problem: string,
  evidence: { readonly expected?: unknown; readonly received?: unknown } = {},
): OAuthError {
  const received =
    evidence.received === undefined
      ? undefined
      : JSON.stringify(evidence.received).slice(0, receivedLengthMax);
  const place = path === '' ? 'authorization_details' : `authorization_details${path}`;
  return invalidAuthorizationDetails(`${place}: ${problem}`, {
    expected: evidence.expected,
    received,
  }).citing('RFC9396-5');
}

/** Applies a strict schema; throws the refusal of its first problem. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw refusedAt(path, 'is malformed');
  const place = [path, ...issue.path.map(String)].join('/');
  const received = valueAt(value, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      throw refusedAt(place, 'has a field that this type does not know', { received: issue.keys });
    case 'invalid_value':
      throw refusedAt(place, 'is not an allowed value', { expected: issue.values, received });
    case 'invalid_type':
      throw received === undefined
        ? refusedAt(place, 'is required', { expected: issue.expected })
        : refusedAt(place, `must be of type ${issue.expected}`, { received });
    default:
      throw refusedAt(place, issue.message, { received });
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}
