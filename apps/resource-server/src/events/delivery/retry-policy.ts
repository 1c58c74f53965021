/** After so many failures an event is given up. */
export const attemptsMax = 12;
/** As well as when it has been tried for so long. */
export const attemptSecondsMax = 86_400;

const firstPauseSeconds = 10;
const pauseSecondsMax = 3600;

/**
 * Seconds until the next attempt, after `attempts` of them: twice as many each time, up to an hour, of which chance takes
 * away up to a half, so that receivers that come back are not overrun. A receiver may ask for longer, up to an hour.
 */
export function pauseSeconds(attempts: number, chance: number, retryAfterSeconds = 0): number {
  const doubled = Math.min(firstPauseSeconds * 2 ** Math.max(0, attempts - 1), pauseSecondsMax);
  return Math.max(doubled * (1 - chance / 2), Math.min(retryAfterSeconds, pauseSecondsMax));
}

/** Seconds that a `Retry-After` asks for (RFC 9110 10.2.3); 0 for none, or one that cannot be read. */
export function retryAfterSeconds(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const until = Date.parse(header);
  return Number.isNaN(until) ? 0 : Math.max(0, (until - now.getTime()) / 1000);
}
