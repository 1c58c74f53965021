/** How often a standing order pays (ISO 20022 Frequency6Code); what has no fixed rhythm is no standing order. */
export const orderFrequencies = ['DAIL', 'WEEK', 'FRTN', 'MNTH', 'QURT', 'MIAN', 'YEAR'] as const;
export type OrderFrequency = (typeof orderFrequencies)[number];

/** When a standing order pays: once first, then in a rhythm, and on its final day for the last time. */
export interface OrderPlan {
  readonly frequency: OrderFrequency;
  readonly first: Date;
  /** The first payment in the rhythm, where it is not simply one step after `first`. */
  readonly recurring?: Date | undefined;
  /** The day of the last payment, whether the rhythm meets it or not; without it the order goes on. */
  readonly final?: Date | undefined;
}

/** The plan of a standing order, as its mandate says it (OBMandateRelatedInformation1). */
export function planOf({
  MandateRelatedInformation: mandate,
}: {
  readonly MandateRelatedInformation: {
    readonly FirstPaymentDateTime: string;
    readonly RecurringPaymentDateTime?: string | undefined;
    readonly FinalPaymentDateTime?: string | undefined;
    readonly Frequency: { readonly Type: OrderFrequency };
  };
}): OrderPlan {
  const dated = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  return {
    frequency: mandate.Frequency.Type,
    first: new Date(mandate.FirstPaymentDateTime),
    recurring: dated(mandate.RecurringPaymentDateTime),
    final: dated(mandate.FinalPaymentDateTime),
  };
}

/** One payment of a plan. */
export interface PlannedPayment {
  /** 0 for the first. */
  readonly position: number;
  readonly part: 'first' | 'recurring' | 'final';
  /** Its own date, as the plan has it. */
  readonly due: Date;
  /** When it is made: its own date, or the next working day. */
  readonly made: Date;
}

type Step = { readonly days: number } | { readonly months: number };

const steps: Readonly<Record<OrderFrequency, Step>> = {
  DAIL: { days: 1 },
  WEEK: { days: 7 },
  FRTN: { days: 14 },
  MNTH: { months: 1 },
  QURT: { months: 3 },
  MIAN: { months: 6 },
  YEAR: { months: 12 },
};

const dayMilliseconds = 86_400_000;

/**
 * The payment of a plan at a position, counted from 0; undefined after the last. Days are those of UTC. What falls on
 * the 31st is due on the last day of a shorter month, and on the 31st again of the next long one.
 */
export function plannedPayment(plan: OrderPlan, position: number): PlannedPayment | undefined {
  if (position === 0) return planned(plan, 0, 'first', plan.first);
  const due = inRhythm(plan, position);
  const { final } = plan;
  if (final === undefined || due < final) return planned(plan, position, 'recurring', due);
  const before = position === 1 ? plan.first : inRhythm(plan, position - 1);
  return before < final ? planned(plan, position, 'final', final) : undefined;
}

function inRhythm({ frequency, first, recurring }: OrderPlan, position: number): Date {
  return recurring === undefined
    ? after(first, steps[frequency], position)
    : after(recurring, steps[frequency], position - 1);
}

function planned(
  { frequency }: OrderPlan,
  position: number,
  part: PlannedPayment['part'],
  due: Date,
): PlannedPayment {
  // A daily order pays on Saturday and Sunday too: put off, three payments would be made on one Monday.
  const made = frequency === 'DAIL' ? due : workingDay(due);
  return { position, part, due, made };
}

/** The same hour of a Monday for what falls on a weekend; bank holidays are working days here. */
export function workingDay(date: Date): Date {
  const weekday = date.getUTCDay();
  if (weekday === 6) return after(date, { days: 2 }, 1);
  return weekday === 0 ? after(date, { days: 1 }, 1) : date;
}

function after(date: Date, step: Step, times: number): Date {
  return 'days' in step
    ? new Date(date.getTime() + step.days * times * dayMilliseconds)
    : addMonths(date, step.months * times);
}

function addMonths(date: Date, months: number): Date {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay));
  return new Date(day + (date.getTime() % dayMilliseconds));
}
