import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Issuer } from '../issuer/issuer.js';
import { BankInternalClient } from './bank-internal.client.js';

const moment = z.iso.datetime().transform((text) => new Date(text));

const toldOrder = z.object({
  Status: z.enum(['PDNG', 'INCO', 'CANC']),
  Next: z
    .object({
      On: moment,
      Amount: z.object({
        Amount: z.string().regex(/^\d+(?:\.\d+)?$/),
        Currency: z.enum(['GBP', 'EUR']),
      }),
    })
    .optional(),
  CalledOff: z.object({ At: moment, By: z.enum(['customer', 'bank']) }).optional(),
  /** True where nothing more is to come, and the last payment was rejected. */
  Rejected: z.literal(true).optional(),
});
const placedOrder = z.object({ order: toldOrder.nullable() });
const placedOrders = z.object({ orders: z.array(toldOrder.extend({ ConsentId: z.string() })) });
const cancelled = z.object({ cancelled: z.boolean() });

/** An order that the bank carries out, and what it pays next. */
export type PlacedOrder = z.output<typeof toldOrder>;

/** Asks the bank what became of the order under a consent, and tells it that its customer calls it off. */
@Injectable()
export class OrdersClient {
  constructor(@Inject(BankInternalClient) private readonly bank: BankInternalClient) {}

  /** Undefined while no order was placed. */
  async find(
    issuer: Issuer,
    customerId: string,
    consentId: string,
  ): Promise<PlacedOrder | undefined> {
    const path = `consents/${consentId}/order`;
    return (await this.bank.ask(issuer, customerId, path, placedOrder)).order ?? undefined;
  }

  /** The orders under these consents, by consent; those without one are missing. At most a hundred at once. */
  async under(
    issuer: Issuer,
    customerId: string,
    consentIds: readonly string[],
  ): Promise<ReadonlyMap<string, PlacedOrder>> {
    if (consentIds.length === 0) return new Map();
    const path = `orders?consents=${consentIds.join(',')}`;
    const { orders } = await this.bank.ask(issuer, customerId, path, placedOrders);
    return new Map(orders.map(({ ConsentId, ...order }) => [ConsentId, order]));
  }

  /** False when nothing was to come any more. */
  async cancel(issuer: Issuer, customerId: string, consentId: string): Promise<boolean> {
    const path = `consents/${consentId}/order/cancellation`;
    return (await this.bank.tell(issuer, customerId, path, cancelled, {})).cancelled;
  }
}
