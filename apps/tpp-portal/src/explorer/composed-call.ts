import { invalidRequest } from '@sandbank/oauth';
import type { ApiOperation } from './api-operation.js';

/** A call below a bank's API, made of an operation and what was filled in. */
export interface ComposedCall {
  /** Path and query below the API's base. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Puts values where the document says, and nothing anywhere else: a value of the path stays one segment of it, a header
 * is one line of visible characters. Throws `OAuthError` for a parameter that the operation does not have, and for a
 * value that would change more than its own place.
 */
export function composedCall(
  { template, parameters }: ApiOperation,
  values: ReadonlyMap<string, string>,
): ComposedCall {
  const known = new Set(parameters.map(({ name }) => name));
  for (const name of values.keys()) {
    if (!known.has(name)) throw invalidRequest('the operation has no such parameter');
  }
  const of = (place: string): [string, string][] =>
    parameters.flatMap(({ name, in: where }) => {
      const value = values.get(name);
      return where === place && value !== undefined ? [[name, value]] : [];
    });
  const inPath = new Map(of('path'));
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => segment(inPath.get(name)));
  const query = new URLSearchParams(of('query')).toString();
  const headers = of('header').map(([name, value]) => [name, headerValue(value)]);
  return {
    target: query === '' ? path : `${path}?${query}`,
    headers: Object.fromEntries(headers) as Record<string, string>,
  };
}

function segment(value: string | undefined): string {
  // Dots would climb out of the path, and an empty segment name another operation.
  if (value === undefined || value === '' || value === '.' || value === '..') {
    throw invalidRequest('each parameter of the path needs a value');
  }
  return encodeURIComponent(value);
}

function headerValue(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  throw invalidRequest('a header is made of visible characters of ASCII');
}
