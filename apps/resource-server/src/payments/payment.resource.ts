import type { Initiation } from '@sandbank/consent';
import type { z } from 'zod';
import { isoDateTime } from '../open-banking/date-time.js';
import { multiAuthorisation, type SignaturesColumn } from './multi-authorisation.js';
import { stepsTo } from './engine/payment-walk.js';
import { shownStatus, type PaymentStatus } from './payment-status.js';
import type { paymentSchema, RefundAccount } from './payment.schema.js';
import { statusReason } from './status-reason.js';

/** A row of `resource_server.payment`. */
export interface PaymentRow extends SignaturesColumn {
  readonly id: string;
  readonly bank_slug: string;
  readonly client_id: string;
  readonly consent_id: string;
  readonly initiation: Initiation;
  readonly status: PaymentStatus;
  readonly reason_code: string | null;
  /** Which account paid, where the consent says that the app may know. */
  readonly refund_account: RefundAccount | null;
  readonly created_at: Date;
  readonly status_changed_at: Date;
}

export type PaymentResource = z.output<typeof paymentSchema>;

/** OBWriteDomesticResponse5. */
export const paymentResource = (row: PaymentRow, stepMilliseconds: number): PaymentResource => ({
  DomesticPaymentId: row.id,
  ConsentId: row.consent_id,
  CreationDateTime: isoDateTime(row.created_at),
  ...paymentProgress(row, stepMilliseconds),
  Charges: [],
  Initiation: row.initiation,
  ...(row.refund_account !== null && {
    Refund: { Account: row.refund_account },
    Debtor: row.refund_account,
  }),
  ...multiAuthorisation(row),
});

type Progress = Pick<PaymentRow, 'status' | 'reason_code' | 'status_changed_at'>;

/** How far a payment has come, why, and when the rest is expected: of one that waits or failed nobody can say. */
export function paymentProgress(row: Progress, stepMilliseconds: number) {
  const { status, reason_code: reason, status_changed_at: changedAt } = row;
  // Reckoned from where it stands: it may have waited for a signature, or for a server to come back.
  const expected = (at: 'ACSP' | 'ACSC'): string =>
    isoDateTime(new Date(changedAt.getTime() + (stepsTo(at) - stepsTo(status)) * stepMilliseconds));
  return {
    Status: shownStatus(status),
    ...(reason !== null && { StatusReason: [statusReason(reason)] }),
    StatusUpdateDateTime: isoDateTime(changedAt),
    ...(!withoutEnd.includes(status) && {
      ExpectedExecutionDateTime: expected('ACSP'),
      ExpectedSettlementDateTime: expected('ACSC'),
    }),
  };
}

const withoutEnd: readonly PaymentStatus[] = ['PATC', 'BLCK', 'RJCT', 'CANC'];
