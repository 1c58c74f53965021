import type { HopKind } from './hop.js';

/** The title of a hop whose answer asks for a nonce. */
export const nonceTitle = (kind: HopKind): string =>
  kind === 'resource' ? 'Learn the API’s nonce' : 'Learn the bank’s nonce';

const nonceNote =
  'The server wants a nonce of its own inside the DPoP proof (RFC 9449 8 and 9). The client repeats the call once, with a new proof.';

/** True for an answer that asks for the server's own nonce (RFC 9449 8, 9). */
export const asksForNonce = (response: Response, json: unknown): boolean =>
  response.headers.has('dpop-nonce') &&
  ((response.headers.get('www-authenticate') ?? '').includes('use_dpop_nonce') ||
    (json as { error?: unknown } | undefined)?.error === 'use_dpop_nonce');

const stepUpNote =
  'The API wants a fresher or stronger sign-in and says which (RFC 9470 3). The client takes acr_values and max_age into a new authorization request, once.';

const suspendedNote =
  'The bank has suspended the consent until its customer signs in again (U028). The tokens stay; the client names the consent in a new authorization request once the customer wants it.';

/** What a reader should know of an answer that asks for something more. */
export function noteOf(
  response: Response | undefined,
  asksForAnotherNonce: boolean,
): { note?: string } {
  if (asksForAnotherNonce) return { note: nonceNote };
  const challenge = response?.headers.get('www-authenticate') ?? '';
  if (!challenge.includes('insufficient_user_authentication')) return {};
  if (response?.status === 403) return { note: suspendedNote };
  return response?.status === 401 ? { note: stepUpNote } : {};
}
