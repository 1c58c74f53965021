// What the portal's back end answers; the same names as there.

/** Somebody whom Tally offers to pay. */
export interface Payee {
  bank: string;
  key: string;
  name: string;
  account: string;
  about: string;
}

export type PaymentStatus = 'at_bank' | 'ready' | 'step_up' | 'paid' | 'failed';

export interface Payment {
  paymentId: string;
  bank: string;
  payee: Payee;
  amount: string;
  reference: string;
  status: PaymentStatus;
  createdAt: string;
  flowId?: string;
  stepUps: number;
  maxAgeSeconds?: number;
  receipt?: { domesticPaymentId: string; status: string; createdAt: string };
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
  paid: 'Paid',
  failed: 'Not paid',
};
