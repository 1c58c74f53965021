/** The spans of time over which payments are added up (OBDomesticVRPControlParameters). */
export const periodTypes = ['Day', 'Week', 'Fortnight', 'Month', 'Half-year', 'Year'] as const;
export type PeriodType = (typeof periodTypes)[number];

/** Counted from the day of the consent, or as the calendar has them. */
export const periodAlignments = ['Consent', 'Calendar'] as const;
export type PeriodAlignment = (typeof periodAlignments)[number];

/** From `start`, up to but without `end`. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

type Step = { readonly days: number } | { readonly months: number };

const steps: Readonly<Record<PeriodType, Step>> = {
  Day: { days: 1 },
  Week: { days: 7 },
  Fortnight: { days: 14 },
  Month: { months: 1 },
  'Half-year': { months: 6 },
  Year: { months: 12 },
};

const dayMilliseconds = 86_400_000;
// 1 January 2001 began a week, a month, a half-year and a year: every calendar period is counted from there.
const calendarStart = new Date('2001-01-01T00:00:00Z');

/**
 * The period of a kind in which `now` lies, in UTC. Periods of a consent begin with the day on which it was given; one
 * that began on the 31st begins on the last day of a shorter month, and on the 31st again of the next long one.
 */
export function periodAt(
  type: PeriodType,
  alignment: PeriodAlignment,
  consentedAt: Date,
  now: Date,
): Period {
  const first = alignment === 'Calendar' ? calendarStart : startOfDay(consentedAt);
  const step = steps[type];
  const [begin, count] =
    'days' in step
      ? [(n: number) => addDays(first, n * step.days), daysBetween(first, now) / step.days]
      : [(n: number) => addMonths(first, n * step.months), monthsBetween(first, now) / step.months];
  const guess = Math.floor(count);
  // Months alone do not tell whether the day on which one begins has come.
  const index = begin(guess) > now ? guess - 1 : guess;
  return { start: begin(index), end: begin(index + 1) };
}

const startOfDay = (date: Date): Date =>
  new Date(Math.floor(date.getTime() / dayMilliseconds) * dayMilliseconds);

const addDays = (date: Date, days: number): Date =>
  new Date(date.getTime() + days * dayMilliseconds);

const daysBetween = (from: Date, to: Date): number =>
  (to.getTime() - from.getTime()) / dayMilliseconds;

const monthsBetween = (from: Date, to: Date): number =>
  (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();

function addMonths(date: Date, months: number): Date {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)));
}
