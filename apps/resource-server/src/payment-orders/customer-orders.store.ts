import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@sandbank/platform';

/** Whose order it is, and under which consent. */
export interface CustomersOrder {
  readonly bank: string;
  readonly customerId: string;
  readonly consentId: string;
}

/** What a customer is told of an order. */
export interface CustomerOrderRow {
  readonly status: 'PDNG' | 'INCO' | 'CANC';
  readonly next_made_at: Date | null;
  readonly next_minor: string | null;
  readonly currency: string;
}

const schema = 'resource_server';

// $1 bank, $2 customer, $3 consent.
const orderOfCustomer = statement(
  'customer_orders.find',
  `SELECT o.status, o.next_made_at, o.next_minor, a.currency FROM ${schema}.payment_order o
   JOIN ${schema}.account a ON a.id = o.debtor_account_id
   WHERE o.bank_slug = $1 AND o.customer_id = $2 AND o.consent_id = $3`,
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

  async find({
    bank,
    customerId,
    consentId,
  }: CustomersOrder): Promise<CustomerOrderRow | undefined> {
    const values = [bank, customerId, consentId];
    const [row] = await this.database.query<CustomerOrderRow>(orderOfCustomer, values);
    return row;
  }

  /** Calls it off, so that nothing more is paid; false when nothing was to come any more. */
  async cancel({ bank, customerId, consentId }: CustomersOrder, now: Date): Promise<boolean> {
    const values = [bank, customerId, consentId, now];
    return (await this.database.query(cancelOrder, values)).length === 1;
  }
}
