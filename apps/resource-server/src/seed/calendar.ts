import type { Rhythm } from './habit.schema.js';

const dayMilliseconds = 86_400_000;

export const weekdayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

/** A day as the count of days since 1970-01-01, UTC: the bank's books keep UTC. */
export type Day = number;

export const dayOf = (instant: Date): Day => Math.floor(instant.getTime() / dayMilliseconds);

/** The instant, in milliseconds since 1970, at which `minutes` of the day have passed: a whole second. */
export const atMinute = (day: Day, minutes: number): number =>
  day * dayMilliseconds + Math.round(minutes * 60) * 1000;

export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;

const isWeekend = (day: Day): boolean => weekdayOf(day) % 6 === 0;

/** The same calendar day some months earlier, or that month's last day. */
export function monthsBefore(instant: Date, months: number): Day {
  const month = instant.getUTCMonth() - months;
  const last = new Date(Date.UTC(instant.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const date = Math.min(instant.getUTCDate(), last);
  return Date.UTC(instant.getUTCFullYear(), month, date) / dayMilliseconds;
}

/** What becomes of a date that falls on a weekend. */
export type WeekendRule = 'stay' | 'working-day-before' | 'working-day-after';

function settled(nominal: Day, rule: WeekendRule): Day {
  if (rule === 'stay' || !isWeekend(nominal)) return nominal;
  const sunday = weekdayOf(nominal) === 0;
  if (rule === 'working-day-before') return nominal - (sunday ? 2 : 1);
  return nominal + (sunday ? 1 : 2);
}

function falls(day: Day, every: Rhythm): boolean {
  const date = new Date(atMinute(day, 0));
  if ('week' in every) return every.week.some((name) => weekdayNames[weekdayOf(day)] === name);
  if ('year' in every) return every.year.includes(date.toISOString().slice(5, 10));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const wanted = every.month === 'last' ? last : Math.min(every.month, last);
  return date.getUTCDate() === wanted;
}

/** Whether something with this rhythm happens on this day, weekends considered. */
export function happens(day: Day, every: Rhythm, rule: WeekendRule): boolean {
  return [-2, -1, 0, 1, 2].some(
    (step) => settled(day + step, rule) === day && falls(day + step, every),
  );
}
