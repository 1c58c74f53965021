import { OAuthError, type RefusalEvidence } from '@sandbank/oauth';
import type { z } from 'zod';

const receivedLengthMax = 200;

/** What came, as JSON in which nothing is invisible: it is read in logs and on pages. */
const written = (received: unknown): string =>
  json(received)
    .slice(0, receivedLengthMax)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (hidden) =>
      Array.from(
        { length: hidden.length },
        (_, index) => `\\u${hidden.charCodeAt(index).toString(16).padStart(4, '0')}`,
      ).join(''),
    );

/** JSON, unless it is nested deeper than the stack of a program goes. */
function json(received: unknown): string {
  try {
    return JSON.stringify(received);
  } catch (error) {
    if (error instanceof RangeError) return 'nested too deep';
    throw error;
  }
}

// The name of a field that nobody knows is the caller's own word.
const fieldLengthMax = 100;

/** What is wrong with a detail: its value, that it is not there, or that it is. */
export type DetailFault = 'value' | 'missing' | 'unknown';

/** A refused detail, with its place for a door that speaks another language than OAuth's. */
export class RefusedDetail extends OAuthError {
  constructor(
    /** JSON pointer of the detail within `authorization_details`; an unknown field's name is as it was sent. */
    readonly pointer: string,
    readonly fault: DetailFault,
    description: string,
    evidence: RefusalEvidence,
  ) {
    super('invalid_authorization_details', description, evidence, { clause: 'RFC9396-5' });
  }
}

/** The refusal of RFC 9396 5: the public words name the place, never the value. */
export function refusedAt(
  path: string,
  problem: string,
  evidence: { readonly expected?: unknown; readonly received?: unknown } = {},
  { fault, field }: { readonly fault: DetailFault; readonly field?: string | undefined } = {
    fault: 'value',
  },
): RefusedDetail {
  const received = evidence.received === undefined ? undefined : written(evidence.received);
  const place = path === '' ? 'authorization_details' : `authorization_details${path}`;
  const description = `${place}: ${problem}`;
  const pointer = field === undefined ? path : `${path}/${field.slice(0, fieldLengthMax)}`;
  return new RefusedDetail(pointer, fault, description, { expected: evidence.expected, received });
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
      throw refusedAt(
        place,
        'has a field that this type does not know',
        { received: issue.keys },
        { fault: 'unknown', field: issue.keys[0] },
      );
    case 'invalid_value':
      throw refusedAt(
        place,
        'is not an allowed value',
        { expected: issue.values, received },
        { fault: received === undefined ? 'missing' : 'value' },
      );
    case 'invalid_union':
      throw refusedAt(
        place,
        received === undefined ? 'is required' : 'is not an allowed value',
        { received },
        { fault: received === undefined ? 'missing' : 'value' },
      );
    case 'invalid_type':
      throw received === undefined
        ? refusedAt(place, 'is required', { expected: issue.expected }, { fault: 'missing' })
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
