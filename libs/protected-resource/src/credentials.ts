import { invalidRequest } from '@sandbank/oauth';
import type { FastifyRequest } from 'fastify';

export type TokenScheme = 'dpop' | 'bearer';

/** An access token and the scheme it came under, lower case. */
export interface PresentedToken {
  readonly scheme: TokenScheme;
  readonly accessToken: string;
  /** True when the query of the URL carries an `access_token` as well. */
  readonly tokenInQuery: boolean;
}

const credentials = /^([A-Za-z]+) +([A-Za-z0-9\-._~+/]+=*)$/;
const tokenSchemes = /^(dpop|bearer)(?: |$)/i;

/**
 * The access token of the Authorization header; undefined when the request carries none.
 * @throws `invalid_request` for two credentials, a malformed one, or a token in the query or the body.
 */
export function presentedToken(request: FastifyRequest): PresentedToken | undefined {
  const header = request.headers.authorization;
  const tokenInQuery = hasTokenInQuery(request);
  refuseTokenInBody(request);
  if (header === undefined || !tokenSchemes.test(header)) {
    if (!tokenInQuery) return undefined;
    throw invalidRequest('an access token must not be sent in the query').citing('SP-5.3.4-2');
  }
  // Node keeps the first of two Authorization headers: only the raw list shows the second.
  if (countOf('authorization', request.raw.rawHeaders) > 1)
    throw invalidRequest('the request carries more than one credential').citing('RFC9449-7.2');
  const [, scheme, accessToken] = credentials.exec(header) ?? [];
  if (scheme === undefined || accessToken === undefined)
    throw invalidRequest('the Authorization header is malformed').citing('RFC9449-7.1');
  return {
    scheme: scheme.toLowerCase() === 'dpop' ? 'dpop' : 'bearer',
    accessToken,
    tokenInQuery,
  };
}

function hasTokenInQuery({ query }: FastifyRequest): boolean {
  return typeof query === 'object' && query !== null && 'access_token' in query;
}

function refuseTokenInBody({ body }: FastifyRequest): void {
  if (typeof body !== 'string' || !new URLSearchParams(body).has('access_token')) return;
  throw invalidRequest('an access token must not be sent in the body').citing('SP-5.3.4-1');
}

function countOf(name: string, rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() === name) count += 1;
  return count;
}
