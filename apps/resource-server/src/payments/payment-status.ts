/** How far a payment has come (ISO 20022 ExternalPaymentTransactionStatus1Code). */
export type PaymentStatus = (typeof paymentStatuses)[number];

export const paymentStatuses = [
  'RCVD',
  'PDNG',
  'ACTC',
  'PATC',
  'ACCP',
  'ACFC',
  'ACSP',
  'ACWC',
  'ACSC',
  'ACWP',
  'ACCC',
  'BLCK',
  'RJCT',
  'CANC',
] as const;

/** What domestic payments and payment details tell: they know neither RCVD nor CANC. */
export type ShownStatus = Exclude<PaymentStatus, 'RCVD' | 'CANC'>;

export const shownStatuses = paymentStatuses.filter(
  (status): status is ShownStatus => status !== 'RCVD' && status !== 'CANC',
);

/** A status in those words: what was received and not yet looked at is pending, what was called off is rejected. */
export function shownStatus(status: PaymentStatus): ShownStatus {
  if (status === 'RCVD') return 'PDNG';
  return status === 'CANC' ? 'RJCT' : status;
}
