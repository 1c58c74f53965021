import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a visitor wants this journey (SP-5.3.3.1-12). A browser tells who caused a navigation: an address that was
 * typed, or a link on the portal's own page, is an intent; a page of another site is none and is asked to confirm.
 * A program without these headers carries no visitor's cookies into a trap and goes on.
 */
export function isWanted(headers: IncomingHttpHeaders): boolean {
  if (headers['purpose'] === 'prefetch' || headers['sec-purpose'] !== undefined) return false;
  const site = headers['sec-fetch-site'];
  if (site === undefined) return true;
  const isNavigation = headers['sec-fetch-dest'] === 'document';
  return isNavigation && (site === 'none' || site === 'same-origin');
}
