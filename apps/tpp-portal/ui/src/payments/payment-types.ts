// What the portal's back end answers; the same names as there.

/** Somebody whom Tally offers to pay. */
export interface Payee {
  bank: string;
  key: string;
  name: string;
  account: string;
  about: string;
}

export type PaymentStatus =
  'at_bank' | 'ready' | 'step_up' | 'sent' | 'paid' | 'rejected' | 'failed';

/** One status that a payment had at its bank. */
export interface PaymentStep {
  status: string;
  at: string;
  reason?: string;
}

export interface Payment {
  paymentId: string;
  bank: string;
  payee: Payee;
  amount: string;
  reference: string;
  status: PaymentStatus;
  isMoving: boolean;
  createdAt: string;
  flowId?: string;
  stepUps: number;
  maxAgeSeconds?: number;
  receipt?: {
    domesticPaymentId: string;
    status: string;
    createdAt: string;
    steps?: readonly PaymentStep[];
  };
  error?: { error?: string; errorDescription?: string; interactionId?: string };
}

/** `00-12-20 84592555` */
export const accountWords = (account: string): string =>
  `${account.slice(0, 2)}-${account.slice(2, 4)}-${account.slice(4, 6)} ${account.slice(6)}`;

/** A payment's state in a word or two. */
export const statusWords: Record<PaymentStatus, string> = {
  at_bank: 'Waits at the bank',
  ready: 'Allowed, not sent',
  step_up: 'Waits for a fresh sign-in',
  sent: 'On its way',
  paid: 'Paid',
  rejected: 'Rejected by the bank',
  failed: 'Not paid',
};
