import { isoDateTime } from '../open-banking/date-time.js';
import type { PaymentHistoryRow } from '../payments/payments.store.js';
import { statusReason } from '../payments/status-reason.js';
import type { PaymentStatus } from '../payments/payment-status.js';
import type { VrpPaymentOrder } from './vrp-order.js';

/** A row of `resource_server.payment` that is one payment within limits. */
export interface VrpRow {
  readonly id: string;
  readonly bank_slug: string;
  readonly client_id: string;
  readonly consent_id: string;
  readonly initiation: VrpPaymentOrder['Data']['Initiation'];
  readonly instruction: VrpPaymentOrder['Data']['Instruction'];
  readonly risk: VrpPaymentOrder['Risk'];
  readonly status: PaymentStatus;
  readonly reason_code: string | null;
  readonly created_at: Date;
  readonly status_changed_at: Date;
}

/** A status as this resource tells it: it has no word of its own for a payment that waits for a further signature. */
const vrpStatus = (status: PaymentStatus) => (status === 'PATC' ? 'PDNG' : status);

/** OBDomesticVRPResponse. */
export const vrpResource = (row: VrpRow) => ({
  DomesticVRPId: row.id,
  ConsentId: row.consent_id,
  CreationDateTime: isoDateTime(row.created_at),
  Status: vrpStatus(row.status),
  ...(row.reason_code !== null && { StatusReason: [statusReason(row.reason_code)] }),
  StatusUpdateDateTime: isoDateTime(row.status_changed_at),
  Initiation: row.initiation,
  Instruction: row.instruction,
});

/** OBDomesticVRPDetails: where the payment stands. */
export const vrpPaymentDetails = (history: readonly PaymentHistoryRow[]) => ({
  PaymentStatus: history.map(({ payment_id, status, at, reason_code }) => ({
    PaymentTransactionId: payment_id,
    Status: vrpStatus(status),
    StatusUpdateDateTime: isoDateTime(at),
    ...(reason_code !== null && {
      StatusDetail: {
        Status: vrpStatus(status),
        StatusReason: reason_code,
        StatusReasonDescription: statusReason(reason_code).StatusReasonDescription,
      },
    }),
  })),
});

export type VrpResource = ReturnType<typeof vrpResource>;
export type VrpPaymentDetails = ReturnType<typeof vrpPaymentDetails>;
