import { isoDateTime } from '../open-banking/date-time.js';
import { shownStatus, type PaymentStatus } from '../payments/payment-status.js';
import { statusReason } from '../payments/status-reason.js';
import type { OrderInitiation } from './order-schedule.js';

export type OrderKind = 'domestic-scheduled-payment' | 'domestic-standing-order';

/** A row of `resource_server.payment_order`, with what its newest payment says. */
export interface OrderRow {
  readonly id: string;
  readonly kind: OrderKind;
  readonly bank_slug: string;
  readonly client_id: string;
  readonly consent_id: string;
  readonly initiation: OrderInitiation;
  readonly status: 'PDNG' | 'INCO' | 'CANC';
  readonly reason_code: string | null;
  readonly created_at: Date;
  readonly status_changed_at: Date;
  readonly next_made_at: Date | null;
  readonly payment_status: PaymentStatus | null;
  readonly payment_reason: string | null;
  readonly payment_changed_at: Date | null;
}

/** What every order shows beside its id (OBWriteDomesticScheduledResponse5, OBWriteDomesticStandingOrderResponse6). */
export function orderResource(row: OrderRow): object {
  const { status, reason, since } = standingOf(row);
  return {
    ConsentId: row.consent_id,
    CreationDateTime: isoDateTime(row.created_at),
    Status: status,
    ...(reason !== null && { StatusReason: [statusReason(reason)] }),
    StatusUpdateDateTime: isoDateTime(since),
    ...(row.kind === 'domestic-scheduled-payment' &&
      row.next_made_at !== null && {
        ExpectedExecutionDateTime: isoDateTime(row.next_made_at),
      }),
    Charges: [],
    Initiation: row.initiation,
  };
}

/** A single payment, once it is made, stands as that payment does; the standard has no word for its arrival there. */
function standingOf(row: OrderRow): { status: string; reason: string | null; since: Date } {
  const { kind, payment_status: made, payment_changed_at: since } = row;
  if (kind === 'domestic-standing-order' || made === null || since === null) {
    return { status: row.status, reason: row.reason_code, since: row.status_changed_at };
  }
  const status = shownStatus(made);
  return { status: status === 'ACCC' ? 'ACSC' : status, reason: row.payment_reason, since };
}
