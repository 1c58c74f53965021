import { Inject, Injectable } from '@nestjs/common';
import { isSpentConsent, type ResourceConsent } from '@sandbank/consent';
import { uuidV7 } from '@sandbank/crypto';
import { Database, violates } from '@sandbank/platform';
import {
  claimValues,
  isTheSame,
  lookValues,
  type KeyedRequest,
} from '../idempotency/keyed-request.js';
import { minorUnits } from '../ledger/money.js';
import type { ChosenParties } from '../payments/payment-entries.js';
import { partiesOfPayment, partiesValues } from '../payments/payments.statements.js';
import { consentIsSpent, type PaymentHistoryRow } from '../payments/payments.store.js';
import { orderPayment, type OrderInitiation } from './order-schedule.js';
import type { OrderKind, OrderRow } from './payment-order.resource.js';
import {
  detailsOfOrder,
  orderById,
  orderUnderKey,
  placeOrder,
} from './payment-orders.statements.js';

/** What an app orders, as both kinds have it. */
export interface OrderBody {
  readonly Data: { readonly ConsentId: string; readonly Initiation: OrderInitiation };
  readonly Risk: object;
}

/** One order, the key it came under, and what allows it. */
export interface Ordered extends KeyedRequest {
  readonly kind: OrderKind;
  readonly order: OrderBody;
  readonly consent: ResourceConsent;
  readonly interactionId: string;
}

/** Payments of an order whose statuses are told. */
const detailedMax = 100;

/** Orders in PostgreSQL: what may happen once is one statement. */
@Injectable()
export class PaymentOrdersStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The accounts of an order; undefined when the customer cannot pay from the one they chose. */
  async parties({ order, consent }: Ordered): Promise<ChosenParties | undefined> {
    const values = partiesValues(consent, order.Data.Initiation.CreditorAccount);
    const [parties] = await this.database.query<ChosenParties>(partiesOfPayment, values);
    return parties;
  }

  /**
   * Keeps the order until its day. Undefined when something was ordered under this key before; nothing was done then.
   * Throws `U009` when the consent was used or has ended.
   */
  async place(ordered: Ordered): Promise<OrderRow | undefined> {
    const { kind, order, consent, interactionId, now } = ordered;
    const { Initiation } = order.Data;
    const first = orderPayment(Initiation, 0);
    if (first === undefined) throw new Error('an order has a first payment');
    const row = {
      ...{ id: uuidV7(now), kind, customer_id: consent.customerId },
      debtor_account_id: consent.accountIds[0],
      ...{ initiation: Initiation, risk: order.Risk },
      status: kind === 'domestic-standing-order' ? 'INCO' : 'PDNG',
      ...{ next_position: 0, next_due_at: first.due, next_made_at: first.made },
      next_minor: minorUnits(first.amount.Amount, first.amount.Currency),
    };
    try {
      const [placed] = await this.database.query<OrderRow>(placeOrder, [
        ...[...claimValues(ordered), consent.consentId, interactionId, JSON.stringify(row)],
      ]);
      return placed;
    } catch (error) {
      if (isSpentConsent(error) || violates(error, 'payment_order_once')) throw consentIsSpent();
      throw error;
    }
  }

  /** What was ordered under the key within a day, and whether it was the same order. */
  async underKey(ordered: Ordered): Promise<{ row: OrderRow; isTheSame: boolean } | undefined> {
    const values = lookValues(ordered);
    const [row] = await this.database.query<OrderRow & { digest: Buffer }>(orderUnderKey, values);
    return row && { row, isTheSame: isTheSame(row, ordered) };
  }

  async find(orderId: string, bank: string, kind: OrderKind): Promise<OrderRow | undefined> {
    const [row] = await this.database.query<OrderRow>(orderById, [orderId, bank, kind]);
    return row;
  }

  /** Every status of its newest payments, the oldest first. */
  details(orderId: string): Promise<readonly PaymentHistoryRow[]> {
    return this.database.query<PaymentHistoryRow>(detailsOfOrder, [orderId, detailedMax]);
  }
}
