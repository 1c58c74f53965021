import {
  planOf,
  plannedPayment,
  type ScheduledInitiation,
  type StandingOrderInitiation,
} from '@sandbank/consent';
import type { PaymentWords } from '../payments/payment-entries.js';

/** What was ordered: one payment on a day, or a standing order. */
export type OrderInitiation = ScheduledInitiation | StandingOrderInitiation;

/** One payment of an order: when it is due, when it is made, and what moves. */
export interface OrderPayment {
  /** 0 for the first. */
  readonly position: number;
  /** Its own date. */
  readonly due: Date;
  /** Its own date, or the working day after it. */
  readonly made: Date;
  readonly amount: ScheduledInitiation['InstructedAmount'];
}

const isScheduled = (initiation: OrderInitiation): initiation is ScheduledInitiation =>
  'RequestedExecutionDateTime' in initiation;

/** The payment of an order at a position, counted from 0; undefined after the last. */
export function orderPayment(
  initiation: OrderInitiation,
  position: number,
): OrderPayment | undefined {
  if (isScheduled(initiation)) {
    // To the moment: that is what the customer read, and what was asked for.
    const due = new Date(initiation.RequestedExecutionDateTime);
    const { InstructedAmount: amount } = initiation;
    return position === 0 ? { position, due, made: due, amount } : undefined;
  }
  const planned = plannedPayment(planOf(initiation), position);
  if (planned === undefined) return undefined;
  const { FirstPaymentAmount: first, RecurringPaymentAmount: recurring = first } = initiation;
  const { FinalPaymentAmount: final = recurring } = initiation;
  const { due, made, part } = planned;
  return { position, due, made, amount: { first, recurring, final }[part] };
}

// ISO 20022 for a reference that nobody gave.
const notProvided = 'NOTPROVIDED';

/** What both accounts will read of one payment of an order. */
export function wordsOf(initiation: OrderInitiation, { amount }: OrderPayment): PaymentWords {
  const { CreditorAccount, RemittanceInformation } = initiation;
  const shared = { InstructedAmount: amount, CreditorAccount, RemittanceInformation };
  if (isScheduled(initiation)) {
    const { EndToEndIdentification = initiation.InstructionIdentification } = initiation;
    return { ...shared, EndToEndIdentification };
  }
  const [text = notProvided] = RemittanceInformation?.Unstructured ?? [];
  return { ...shared, EndToEndIdentification: text.slice(0, 35), debit: 'standing-order' };
}
