import {
  brokenParameter,
  countedPeriods,
  differingPart,
  pence,
  type DomesticVrp,
  type VrpOrder,
} from '../src/index.js';

/** What has happened under a consent: when it was given, and what was paid since. */
export interface VrpUsage {
  readonly consentedAt: Date;
  readonly payments: readonly { readonly at: Date; readonly Amount: string }[];
}

/** True when a further payment keeps within every period's limit. */
export function keepsWithinPeriods(
  { consent: { ControlParameters } }: DomesticVrp,
  Amount: string,
  { consentedAt, payments }: VrpUsage,
  now: Date,
): boolean {
  return countedPeriods(ControlParameters.PeriodicLimits, consentedAt, now).every(
    ({ limit, start, end }) => {
      const within = payments.filter(({ at }) => at >= start && at < end);
      const spent = within.reduce((sum, one) => sum + pence(one.Amount), pence(Amount));
      return limit === undefined || spent <= pence(limit.Amount);
    },
  );
}

/** True when the order may be carried out: it is as consented, and breaks no limit. */
export const allowsVrp = (
  details: DomesticVrp,
  order: VrpOrder,
  usage: VrpUsage,
  now: Date,
): boolean =>
  differingPart(details, order) === undefined &&
  brokenParameter(details, order, now) === undefined &&
  keepsWithinPeriods(details, order.Instruction.InstructedAmount.Amount, usage, now);
