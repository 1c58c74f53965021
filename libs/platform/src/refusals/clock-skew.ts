import type { OAuthError } from '@sandbank/oauth';

/** Clauses whose refusal is about a time: then `received` is that time, in seconds since 1970. */
export const clausesOfTime: ReadonlySet<string> = new Set([
  'RFC7523-3-4',
  'RFC7523-3-4-lifetime',
  'SP-5.3.2.1-13',
  'RFC9449-4.3-11',
  'RFC9068-4-exp',
  'RFC7519-4.1.5',
]);

const skewMax = 2_147_483_647;

/** How far the time received is ahead of the server's, in seconds; null where the refusal is about no time. */
export function clockSkewSeconds(refusal: OAuthError, nowSeconds: number): number | null {
  const { clause, received } = refusal;
  if (clause === undefined || !clausesOfTime.has(clause)) return null;
  return typeof received === 'number' ? secondsAhead(received, nowSeconds) : null;
}

/** The difference as the database can hold it. */
export function secondsAhead(seconds: number | undefined, nowSeconds: number): number | null {
  if (seconds === undefined || !Number.isFinite(seconds)) return null;
  return Math.max(-skewMax, Math.min(skewMax, Math.round(seconds - nowSeconds)));
}
