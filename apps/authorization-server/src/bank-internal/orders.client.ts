import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Issuer } from '../issuer/issuer.js';
import { BankInternalClient } from './bank-internal.client.js';

const placedOrder = z.object({
  order: z
    .object({
      Status: z.enum(['PDNG', 'INCO', 'CANC']),
      Next: z
        .object({
          On: z.iso.datetime().transform((text) => new Date(text)),
          Amount: z.object({
            Amount: z.string().regex(/^\d+(?:\.\d+)?$/),
            Currency: z.enum(['GBP', 'EUR']),
          }),
        })
        .optional(),
    })
    .nullable(),
});
const cancelled = z.object({ cancelled: z.boolean() });

/** An order that the bank carries out, and what it pays next. */
export type PlacedOrder = NonNullable<z.output<typeof placedOrder>['order']>;

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

  /** False when nothing was to come any more. */
  async cancel(issuer: Issuer, customerId: string, consentId: string): Promise<boolean> {
    const path = `consents/${consentId}/order/cancellation`;
    return (await this.bank.tell(issuer, customerId, path, cancelled, {})).cancelled;
  }
}
