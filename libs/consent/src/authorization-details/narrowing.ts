import { canonicalJson } from './canonical-json.js';
import { refusedAt } from './refusal.js';

const narrower = {
  'not later': (limit: Date, wanted: Date) => wanted <= limit,
  'not earlier': (limit: Date, wanted: Date) => wanted >= limit,
} as const;

/**
 * The narrower of two boundaries: what is not asked for stays as granted, and what was granted without one is unbounded.
 * `path` is that of the object that has the member `name`.
 */
export function within<Name extends string>(
  name: Name,
  granted: Partial<Record<Name, string | undefined>>,
  asked: Partial<Record<Name, string | undefined>>,
  direction: keyof typeof narrower,
  path: string,
): Partial<Record<Name, string>> {
  const [limit, wanted] = [granted[name], asked[name]];
  const isNarrower = narrower[direction];
  if (
    limit !== undefined &&
    wanted !== undefined &&
    !isNarrower(new Date(limit), new Date(wanted))
  ) {
    throw refusedAt(`${path}/${name}`, 'goes beyond what was granted', {
      expected: limit,
      received: wanted,
    });
  }
  const value = wanted ?? limit;
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}

/** `asked`, when each of its values is among those granted. */
export function among<T>(granted: readonly T[], asked: readonly T[], path: string): T[] {
  const beyond = asked.find((value) => !granted.includes(value));
  if (beyond === undefined) return [...asked];
  throw refusedAt(path, 'goes beyond what was granted', { expected: granted, received: beyond });
}

/** Throws unless both say the same, in whatever order their members come. */
export function assertSame(granted: unknown, asked: unknown, path: string): void {
  if (canonicalJson(asked) !== canonicalJson(granted)) {
    throw refusedAt(path, 'differs from what was granted');
  }
}

/** The same for what may be left out: it stays as it was granted then. */
export function assertKept(granted: unknown, asked: unknown, path: string): void {
  if (asked !== undefined) assertSame(granted ?? null, asked, path);
}

/** What has no smaller part is wanted as it was granted, or refused. */
export function narrowWhole<Details extends { readonly consent: unknown }>(
  granted: Details,
  requested: Details,
  path = '',
): Details {
  assertSame(granted.consent, requested.consent, `${path}/consent`);
  return granted;
}

/** Throws when a span of time ends before it begins. */
export function assertSpan(
  [from, to]: readonly [string | undefined, string | undefined],
  path: string,
): void {
  if (from === undefined || to === undefined || new Date(from) <= new Date(to)) return;
  const evidence = { expected: `not before ${from}`, received: to };
  throw refusedAt(path, 'lies before its start', evidence);
}

/** Throws for a moment that is not to come. */
export function assertFuture(moment: string | undefined, now: Date, path: string): void {
  if (moment === undefined || new Date(moment) > now) return;
  const evidence = { expected: `after ${isoDateTime(now)}`, received: moment };
  throw refusedAt(path, 'is in the past', evidence);
}

/** Throws for a moment that is more than a year away: nobody is asked for what lies beyond. */
export function assertWithinYear(moment: string, now: Date, path: string): void {
  const limit = new Date(now);
  limit.setUTCFullYear(limit.getUTCFullYear() + 1);
  if (new Date(moment) <= limit) return;
  const evidence = { expected: `until ${isoDateTime(limit)}`, received: moment };
  throw refusedAt(path, 'is more than a year away', evidence);
}

/** A moment as the API writes it, without fractions of a second. */
export const isoDateTime = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, '+00:00');
