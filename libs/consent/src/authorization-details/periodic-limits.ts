import { z } from 'zod';
import {
  periodAlignments,
  periodAt,
  periodTypes,
  type Period,
  type PeriodAlignment,
  type PeriodType,
} from './calendar-periods.js';
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

const kindOf = ({
  PeriodType,
  PeriodAlignment,
}: Pick<PeriodicLimit, 'PeriodType' | 'PeriodAlignment'>): string =>
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

/** A span of time over which a consent's payments are added up, and the most that may be paid in it. */
export interface CountedPeriod extends Period {
  readonly PeriodType: PeriodType;
  readonly PeriodAlignment: PeriodAlignment;
  /** Absent where nothing limits this kind of period. */
  readonly limit?: PeriodicLimit;
}

// No calendar says on which Monday a fortnight begins.
const everyKind = periodTypes.flatMap((PeriodType) =>
  periodAlignments
    .filter((alignment) => PeriodType !== 'Fortnight' || alignment === 'Consent')
    .map((PeriodAlignment) => ({ PeriodType, PeriodAlignment })),
);

/**
 * The present period of every kind, whether `limits` name it or not: a payment counts in all of them, so that a token
 * that is later narrowed by a further limit finds what was spent before.
 */
export const countedPeriods = (
  limits: readonly PeriodicLimit[],
  consentedAt: Date,
  now: Date,
): readonly CountedPeriod[] =>
  everyKind.map((kind) => {
    const limit = limits.find((one) => kindOf(one) === kindOf(kind));
    const period = periodAt(kind.PeriodType, kind.PeriodAlignment, consentedAt, now);
    return { ...kind, ...period, ...(limit && { limit }) };
  });
