import { z } from 'zod';
import { periodAlignments, periodAt, periodTypes, type Period } from './calendar-periods.js';
import { amount, currency, pence } from './money.js';
import { refusedAt } from './refusal.js';

const periodicLimit = z
  .strictObject({
    PeriodType: z.enum(periodTypes),
    PeriodAlignment: z.enum(periodAlignments),
    Amount: amount,
    Currency: currency,
  })
  // No calendar says on which Monday a fortnight begins.
  .refine(
    ({ PeriodType, PeriodAlignment }) =>
      PeriodType !== 'Fortnight' || PeriodAlignment === 'Consent',
    { path: ['PeriodAlignment'], message: 'must be Consent for a Fortnight' },
  )
  .meta({
    if: { properties: { PeriodType: { const: 'Fortnight' } } },
    then: { properties: { PeriodAlignment: { const: 'Consent' } } },
  });

/** The most that may be paid in all within a period. */
export type PeriodicLimit = z.infer<typeof periodicLimit>;

const kindOf = ({ PeriodType, PeriodAlignment }: PeriodicLimit): string =>
  `${PeriodType} ${PeriodAlignment}`;

/** At least one limit, and one at most for each kind of period. */
export const periodicLimits = z
  .array(periodicLimit)
  .min(1, 'must not be empty')
  .max(periodTypes.length * periodAlignments.length - 1, 'has too many entries')
  .refine((limits) => new Set(limits.map(kindOf)).size === limits.length, 'limits a period twice');

/** Every limit that was granted, or less of it, and whatever further limits are asked for; throws for more. */
export function narrowLimits(
  granted: readonly PeriodicLimit[],
  asked: readonly PeriodicLimit[],
  path: string,
): PeriodicLimit[] {
  const kept = granted.map((limit) => {
    const index = asked.findIndex((wanted) => kindOf(wanted) === kindOf(limit));
    const wanted = asked[index] ?? limit;
    if (pence(wanted.Amount) <= pence(limit.Amount)) return wanted;
    const evidence = { expected: limit.Amount, received: wanted.Amount };
    throw refusedAt(`${path}/${index}/Amount`, 'goes beyond what was granted', evidence);
  });
  const known = new Set(granted.map(kindOf));
  return [...kept, ...asked.filter((wanted) => !known.has(kindOf(wanted)))];
}

/** A payment that was made under a consent. */
export interface MadePayment {
  readonly at: Date;
  readonly Amount: string;
}

/** The present period of each limit: what was paid within it counts. */
const limitPeriods = (
  limits: readonly PeriodicLimit[],
  consentedAt: Date,
  now: Date,
): { readonly limit: PeriodicLimit; readonly period: Period }[] =>
  limits.map((limit) => ({
    limit,
    period: periodAt(limit.PeriodType, limit.PeriodAlignment, consentedAt, now),
  }));

/** The first limit that one more payment would exceed, with what was paid before in its period. */
export function exceededLimit(
  limits: readonly PeriodicLimit[],
  next: string,
  made: readonly MadePayment[],
  consentedAt: Date,
  now: Date,
): PeriodicLimit | undefined {
  return limitPeriods(limits, consentedAt, now).find(({ limit, period }) => {
    const within = made.filter(({ at }) => at >= period.start && at < period.end);
    const spent = within.reduce((sum, { Amount }) => sum + pence(Amount), 0n);
    return spent + pence(next) > pence(limit.Amount);
  })?.limit;
}
