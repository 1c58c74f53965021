import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { SETTINGS, type Settings } from '../config.js';
import { minorUnits } from '../ledger/money.js';
import type { PaymentParties } from '../payments/payment-entries.js';
import { placement } from '../payments/placement.js';
import {
  orderPayment,
  wordsOf,
  type OrderInitiation,
  type OrderPayment,
} from './order-schedule.js';
import type { OrderKind } from './payment-order.resource.js';
import { dueOrders, makePayment } from './payment-orders.statements.js';

/** An order with a payment to be made. */
interface DueOrder extends PaymentParties {
  readonly id: string;
  readonly kind: OrderKind;
  readonly bank_slug: string;
  readonly client_id: string;
  readonly consent_id: string;
  readonly customer_id: string;
  readonly interaction_id: string;
  readonly initiation: OrderInitiation;
  readonly risk: object;
  readonly next_position: number;
  readonly debtor_status: string;
}

const looksEverySeconds = 1;
const batchMax = 100;

/**
 * Makes the payments of orders when their day has come, each once, whoever else does so at the same time. Where many
 * days have passed at once, every date among them is made good, one after the other. An order that cannot be carried
 * out is left for the next turn and holds up no other.
 */
@Injectable()
export class OrderExecutor extends Sweeper {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'SANDBANK_PAYMENT_STEP_MS'>,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('orders', looksEverySeconds, logger);
  }

  /** Makes every payment that is due at `now`; resolves to their ids. Throws what kept any order from its payment. */
  async run(now: Date): Promise<readonly string[]> {
    const made: string[] = [];
    const failures = new Map<string, unknown>();
    for (;;) {
      const values = [now, batchMax, [...failures.keys()]];
      const due = await this.database.query<DueOrder>(dueOrders, values);
      for (const order of due) {
        try {
          made.push(...(await this.make(order, now)));
        } catch (error) {
          failures.set(order.id, error);
        }
      }
      if (due.length === 0) break;
    }
    if (failures.size > 0)
      throw new AggregateError(failures.values(), 'orders were not carried out');
    return made;
  }

  protected async clean(): Promise<void> {
    await this.run(this.clock.now());
  }

  /** The payment that is due, and the order moved on to the next; none where somebody else was first. */
  private async make(order: DueOrder, now: Date): Promise<string[]> {
    const { id, initiation, next_position: position } = order;
    const payment = orderPayment(initiation, position);
    if (payment === undefined) throw new Error(`order ${id} has no payment ${String(position)}`);
    // What an account that is closed for good owes to nobody is not tried again.
    const ends = order.debtor_status === 'Deleted';
    const next = ends ? undefined : orderPayment(initiation, position + 1);
    const rows = await this.database.query<{ payment_id: string }>(makePayment, [
      ...[id, position, now, payment.due, this.placementOf(order, payment, now)],
      ...[next?.due, next?.made, next && minorUnits(next.amount.Amount, next.amount.Currency)],
      ends,
    ]);
    return rows.map(({ payment_id: paymentId }) => paymentId);
  }

  private placementOf(order: DueOrder, payment: OrderPayment, now: Date): string {
    const words = wordsOf(order.initiation, payment);
    return JSON.stringify(
      placement({
        ...{
          kind: order.kind,
          bank: order.bank_slug,
          clientId: order.client_id,
          orderId: order.id,
        },
        ...{ consentId: order.consent_id, customerId: order.customer_id },
        ...{ interactionId: order.interaction_id, words, initiation: order.initiation },
        ...{ risk: order.risk, parties: order, now },
        stepMilliseconds: this.settings.SANDBANK_PAYMENT_STEP_MS,
      }),
    );
  }
}
