import type { AuthenticationRequest } from '../authorization/pushed-request.js';
import { sca, scaMethods } from './authentication-context.js';

/** What was asked about the sign-in, as far as it decides what an ID token tells. */
export type AskedOfSignIn = Pick<AuthenticationRequest, 'claims' | 'maxAgeSeconds'>;

/**
 * What an ID token tells of the customer's sign-in (OpenID Connect Core 2): how strong it was, and its time only where
 * `max_age` or `claims` asked for it.
 */
export function signInClaims(
  authenticatedAt: Date,
  { claims, maxAgeSeconds }: AskedOfSignIn,
): Readonly<Record<string, unknown>> {
  const asksForTime = maxAgeSeconds !== undefined || 'auth_time' in (claims?.id_token ?? {});
  return {
    ...(asksForTime && { auth_time: Math.floor(authenticatedAt.getTime() / 1000) }),
    acr: sca,
    amr: scaMethods,
  };
}
