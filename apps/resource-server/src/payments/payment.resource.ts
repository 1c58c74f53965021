import type { Initiation } from '@sandbank/consent';
import { isoDateTime } from '../open-banking/date-time.js';

/** A row of `resource_server.payment`. */
export interface PaymentRow {
  readonly id: string;
  readonly bank_slug: string;
  readonly client_id: string;
  readonly consent_id: string;
  readonly initiation: Initiation;
  readonly status: PaymentStatus;
  readonly created_at: Date;
  readonly status_changed_at: Date;
}

/**
 * How far a payment has come (ISO 20022): with its payee at this bank the money is there at once (ACCC); on its way
 * to another bank it has left the customer's account (ACSC).
 */
export type PaymentStatus = 'ACCC' | 'ACSC';

/** OBWriteDomesticResponse5. */
export const paymentResource = (row: PaymentRow) => ({
  DomesticPaymentId: row.id,
  ConsentId: row.consent_id,
  CreationDateTime: isoDateTime(row.created_at),
  Status: row.status,
  StatusUpdateDateTime: isoDateTime(row.status_changed_at),
  Initiation: row.initiation,
});

export type PaymentResource = ReturnType<typeof paymentResource>;
