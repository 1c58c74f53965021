import type { PaymentStatus } from '../payment-status.js';
import type { StatusReasonCode } from '../status-reason.js';

/** One step of a payment. */
export interface WalkStep {
  readonly from: PaymentStatus;
  readonly to: PaymentStatus;
  /** Both accounts and their fate are looked at first; who fails is rejected, and what was held is free again. */
  readonly judges: boolean;
  /** Both legs are booked, and the hold is captured. */
  readonly books: boolean;
  /** After which payments nothing more happens: all of them, those whose payee banks elsewhere, or none. */
  readonly isLast: 'always' | 'elsewhere' | 'never';
}

/** The way of every payment, whatever its kind. Whoever has to be signed for waits before it (PATC). */
export const paymentWalk = [
  { from: 'RCVD', to: 'ACTC', judges: false, books: false, isLast: 'never' },
  { from: 'ACTC', to: 'ACFC', judges: false, books: false, isLast: 'never' },
  { from: 'ACFC', to: 'ACSP', judges: false, books: false, isLast: 'never' },
  { from: 'ACSP', to: 'ACSC', judges: true, books: true, isLast: 'elsewhere' },
  { from: 'ACSC', to: 'ACCC', judges: false, books: false, isLast: 'always' },
] as const satisfies readonly WalkStep[];

/** How many steps lie between the order and a status; none before the first of them. */
export const stepsTo = (status: PaymentStatus): number =>
  1 + paymentWalk.findIndex(({ to }) => to === status);

export type AccountStatus = 'Enabled' | 'Disabled' | 'Deleted' | 'ProForma' | 'Pending';

/** For what state of which account a payment is rejected, the first that fits. */
export interface Obstacle {
  readonly party: 'debtor' | 'creditor';
  readonly account: AccountStatus;
  readonly reason: StatusReasonCode;
}

export const obstacles = [
  { party: 'debtor', account: 'Deleted', reason: 'AC05' },
  { party: 'debtor', account: 'Disabled', reason: 'AC06' },
  { party: 'debtor', account: 'ProForma', reason: 'AG01' },
  { party: 'debtor', account: 'Pending', reason: 'AG01' },
  { party: 'creditor', account: 'Deleted', reason: 'AC04' },
  { party: 'creditor', account: 'Disabled', reason: 'AC06' },
  { party: 'creditor', account: 'ProForma', reason: 'AC03' },
  { party: 'creditor', account: 'Pending', reason: 'AC03' },
] as const satisfies readonly Obstacle[];
