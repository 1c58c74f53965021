import { invalidRequest, invalidTarget } from './oauth-error.js';

/** The parameters of one OAuth request, by wire name: none empty; `resource` alone may hold several, space-delimited. */
export type OAuthParameters = Readonly<Record<string, string>>;

const parametersMax = 60;
const nameLengthMax = 100;

/** The one parameter that may be sent again (RFC 8707 2). */
const repeatable = 'resource';

// PostgreSQL cannot store U+0000, and U+FFFD stands for bytes that are no UTF-8: what was sent could not be echoed.
const unusable = /[\0\uFFFD]/;

const unreadable = 'RFC6749-3.1';

const noParameters = (): Record<string, string> => Object.create(null) as Record<string, string>;

/**
 * Parses an `application/x-www-form-urlencoded` body or a query string.
 * A parameter sent twice is refused and one sent without a value counts as omitted (RFC 6749 3.1, 3.2).
 */
export function parseOAuthParameters(encoded: string): OAuthParameters {
  const parameters = noParameters();
  const seen = new Set<string>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(encoded)) {
    count += 1;
    if (count > parametersMax) throw invalidRequest('too many parameters');
    if (name.length > nameLengthMax) throw invalidRequest('a parameter name is too long');
    refuseUnusable(name, value);
    if (name === repeatable) assertOneUri(value);
    else if (seen.has(name)) throw repeated(name);
    seen.add(name);
    if (value === '') continue;
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before} ${value}`;
  }
  return parameters;
}

/** What a browser brought to the authorization endpoint. */
export interface FrontChannelParameters {
  /** `client_id` and `request_uri`, as far as they were sent. */
  readonly params: OAuthParameters;
  /** How many others came along; they are ignored, whatever they hold. */
  readonly strays: number;
}

const frontChannel = new Set(['client_id', 'request_uri']);

/** Reads `client_id` and `request_uri` from a query string; only what was pushed counts besides (RFC 9126 4). */
export function parseFrontChannelParameters(encoded: string): FrontChannelParameters {
  const params = noParameters();
  const seen = new Set<string>();
  let strays = 0;
  for (const [name, value] of new URLSearchParams(encoded)) {
    if (!frontChannel.has(name)) {
      strays += 1;
      continue;
    }
    refuseUnusable(name, value);
    if (seen.has(name)) throw repeated(name);
    seen.add(name);
    if (value !== '') params[name] = value;
  }
  return { params, strays };
}

/** The values of a space-delimited list such as `scope` (RFC 6749 3.3), without repeats, in order. */
export function spaceDelimited(value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return [...new Set(value.split(' ').filter((item) => item !== ''))];
}

function refuseUnusable(name: string, value: string): void {
  if (!unusable.test(name) && !unusable.test(value)) return;
  throw invalidRequest('a parameter holds a NUL character or is not valid UTF-8').citing(
    unreadable,
  );
}

// A URI holds no space, so several fit into one space-delimited value.
function assertOneUri(value: string): void {
  if (/\s/.test(value)) throw invalidTarget('resource is not an absolute URI').citing('RFC8707-2');
}

const repeated = (name: string) =>
  invalidRequest('a parameter was sent more than once', { received: name }).citing(unreadable);
