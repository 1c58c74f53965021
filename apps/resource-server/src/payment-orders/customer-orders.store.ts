import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@sandbank/platform';
import type { PaymentStatus } from '../payments/payment-status.js';

/** Whose order it is, and under which consent. */
export interface CustomersOrder {
  readonly bank: string;
  readonly customerId: string;
  readonly consentId: string;
}

/** What a customer is told of an order. */
export interface CustomerOrderRow {
  readonly consent_id: string;
  readonly status: 'PDNG' | 'INCO' | 'CANC';
  readonly reason_code: string | null;
  readonly status_changed_at: Date;
  /** What its newest payment says; null while none was made. */
  readonly payment_status: PaymentStatus | null;
  readonly next_made_at: Date | null;
  readonly next_minor: string | null;
  readonly currency: string;
}

const schema = 'resource_server';

// $1 bank, $2 customer, $3 consents.
const ordersOfCustomer = statement(
  'customer_orders.find',
  `SELECT o.consent_id, o.status, o.reason_code, o.status_changed_at, o.next_made_at, o.next_minor, a.currency,
     made.status AS payment_status
   FROM ${schema}.payment_order o
   JOIN ${schema}.account a ON a.id = o.debtor_account_id
   LEFT JOIN LATERAL (
     SELECT p.status FROM ${schema}.order_payment m JOIN ${schema}.payment p ON p.id = m.payment_id
     WHERE m.order_id = o.id ORDER BY m.position DESC LIMIT 1) made ON true
   WHERE o.bank_slug = $1 AND o.customer_id = $2 AND o.consent_id = ANY($3::uuid[])`,
);

// The same row that every payment moves on: what is due is either made before, or not at all. $4 now.
const cancelOrder = statement(
  'customer_orders.cancel',
  `UPDATE ${schema}.payment_order SET status = 'CANC', reason_code = 'CUST', status_changed_at = $4,
     next_due_at = NULL, next_made_at = NULL, next_minor = NULL
   WHERE bank_slug = $1 AND customer_id = $2 AND consent_id = $3 AND next_made_at IS NOT NULL
   RETURNING id`,
);

/** Orders as the customers see them whose they are. */
@Injectable()
export class CustomerOrdersStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The orders that were placed under these consents. */
  find(
    bank: string,
    customerId: string,
    consentIds: readonly string[],
  ): Promise<CustomerOrderRow[]> {
    return this.database.query<CustomerOrderRow>(ordersOfCustomer, [bank, customerId, consentIds]);
  }

  /** Calls it off, so that nothing more is paid; false when nothing was to come any more. */
  async cancel({ bank, customerId, consentId }: CustomersOrder, now: Date): Promise<boolean> {
    const values = [bank, customerId, consentId, now];
    return (await this.database.query(cancelOrder, values)).length === 1;
  }
}
