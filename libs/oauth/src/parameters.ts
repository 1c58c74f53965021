import { invalidRequest } from './oauth-error.js';

/** The parameters of one OAuth request, by wire name: each at most once, none empty. */
export type OAuthParameters = Readonly<Record<string, string>>;

const parametersMax = 60;
const nameLengthMax = 100;

// PostgreSQL cannot store U+0000, and U+FFFD stands for bytes that are no UTF-8: what was sent could not be echoed.
const unusable = /[\0\uFFFD]/;

/**
 * Parses an `application/x-www-form-urlencoded` body or a query string.
 * A parameter sent twice is refused and one sent without a value counts as omitted (RFC 6749 3.1, 3.2).
 */
export function parseOAuthParameters(encoded: string): OAuthParameters {
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(encoded)) {
    if (seen.size === parametersMax) throw invalidRequest('too many parameters');
    if (name.length > nameLengthMax) throw invalidRequest('a parameter name is too long');
    if (unusable.test(name) || unusable.test(value)) {
      throw invalidRequest('a parameter holds a NUL character or is not valid UTF-8');
    }
    if (seen.has(name)) {
      throw invalidRequest('a parameter was sent more than once', { received: name });
    }
    seen.add(name);
    if (value !== '') parameters[name] = value;
  }
  return parameters;
}

/** The values of a space-delimited list such as `scope` (RFC 6749 3.3), without repeats, in order. */
export function spaceDelimited(value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return [...new Set(value.split(' ').filter((item) => item !== ''))];
}
