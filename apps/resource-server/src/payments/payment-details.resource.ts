import type { z } from 'zod';
import { isoDateTime } from '../open-banking/date-time.js';
import { shownStatus } from './payment-status.js';
import type { paymentDetailsSchema } from './payment.schema.js';
import type { PaymentHistoryRow } from './payments.store.js';
import { statusReason } from './status-reason.js';

export type PaymentDetails = z.output<typeof paymentDetailsSchema>;

/** OBWritePaymentDetailsResponse1: every status that a payment had, or each payment of an order, the oldest first. */
export const paymentDetails = (history: readonly PaymentHistoryRow[]): PaymentDetails => ({
  PaymentStatus: history.map((row) => ({
    PaymentTransactionId: row.payment_id,
    Status: shownStatus(row.status),
    StatusUpdateDateTime: isoDateTime(row.at),
    StatusDetail: { Status: shownStatus(row.status), ...reasonOf(row) },
  })),
});

function reasonOf({ reason_code: code }: PaymentHistoryRow): object {
  if (code === null) return {};
  const { StatusReasonCode, StatusReasonDescription } = statusReason(code);
  return { StatusReason: StatusReasonCode, StatusReasonDescription };
}
