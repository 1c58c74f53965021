import type { ErrorRedirect, OAuthError, OAuthParameters } from '@sandbank/oauth';
import type { Issuer } from '../issuer/issuer.js';

/** Where the answers to a request go, an error too (RFC 6749 4.1.2.1). */
export function redirectOf(issuer: Issuer, parameters: OAuthParameters): ErrorRedirect {
  const { redirect_uri: uri, state } = parameters;
  if (uri === undefined) throw new Error('a pushed request has no redirect_uri');
  return { uri, issuer: issuer.url, ...(state !== undefined && { state }) };
}

/** The redirect URI with the members of a response, `state` and `iss` added to its own query (RFC 9207 2). */
export function responseUrl(
  redirect: ErrorRedirect,
  members: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirect.uri);
  const { state, issuer } = redirect;
  const all = { ...members, ...(state !== undefined && { state }), iss: issuer };
  for (const [name, value] of Object.entries(all)) url.searchParams.append(name, value);
  return url.href;
}

/** The error response of a refusal (RFC 6749 4.1.2.1). */
export function errorResponseUrl(redirect: ErrorRedirect, refusal: OAuthError): string {
  return responseUrl(redirect, {
    error: refusal.error,
    error_description: refusal.description,
  });
}
