import { countedPeriods, pence, type DomesticVrp, type PeriodicLimit } from '@sandbank/consent';
import { minorUnits } from '../ledger/money.js';
import type { VrpPaymentOrder } from './vrp-order.js';

/** What must be known of an order to count it. */
interface CountedOrder {
  readonly order: VrpPaymentOrder;
  /** What the token says of the consent. */
  readonly details: DomesticVrp;
  readonly now: Date;
}

/** What was spent in one period of this moment. */
export interface SpentRow {
  readonly period_type: string;
  readonly period_alignment: string;
  readonly spent_minor: string;
}

const periodsOf = ({ details, now }: CountedOrder, agreedAt: Date) =>
  countedPeriods(details.consent.ControlParameters.PeriodicLimits, agreedAt, now);

/** The periods in which an order counts, as the statement that places it takes them. */
export const periodRows = (ordered: CountedOrder, agreedAt: Date): string =>
  JSON.stringify(
    periodsOf(ordered, agreedAt).map(({ PeriodType, PeriodAlignment, start, end, limit }) => ({
      ...{ type: PeriodType, alignment: PeriodAlignment, starts_at: start, ends_at: end },
      limit_minor: limit === undefined ? null : minorUnits(limit.Amount, limit.Currency),
    })),
  );

/** The first limit that what was spent and this payment exceed together. */
export function spentLimit(
  ordered: CountedOrder,
  agreedAt: Date,
  rows: readonly SpentRow[],
): PeriodicLimit | undefined {
  const sum = pence(ordered.order.Data.Instruction.InstructedAmount.Amount);
  return periodsOf(ordered, agreedAt).find(({ limit, PeriodType, PeriodAlignment }) => {
    const row = rows.find(
      (one) => one.period_type === PeriodType && one.period_alignment === PeriodAlignment,
    );
    const spent = BigInt(row?.spent_minor ?? 0);
    return limit !== undefined && spent + sum > pence(limit.Amount);
  })?.limit;
}
