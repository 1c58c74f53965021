import { riskSchema } from '@sandbank/consent';
import { z } from 'zod';
import type { Described } from '../openapi/operation.decorator.js';
import type { OrderInitiation } from './order-schedule.js';
import { orderDetailsEnvelope } from './payment-order.schema.js';
import { paymentDetails } from './payment-order.examples.js';
import type { OrderKind } from './payment-order.resource.js';

/** One kind of order at the API: its path, its words, and the form of its bodies. */
export interface PaymentOrderForm {
  /** The authorization details type of its consent. */
  readonly type: string;
  readonly kind: OrderKind;
  /** Last segment of the path of the collection. */
  readonly path: string;
  /** The member and the path parameter that hold its id. */
  readonly idName: string;
  readonly tag: string;
  /** In a sentence: `a standing order`. */
  readonly noun: string;
  readonly body: Described & {
    readonly schema: z.ZodType<{
      Data: { ConsentId: string; Initiation: OrderInitiation };
      Risk: object;
    }>;
  };
  readonly answer: Described;
  readonly details: Described;
}

/** The body of an order around its initiation (OBWriteDomesticScheduled2, OBWriteDomesticStandingOrder3). */
export const orderSchema = <Initiation extends z.ZodType>(initiation: Initiation) =>
  z.strictObject({
    Data: z.strictObject({ ConsentId: z.string().min(1).max(128), Initiation: initiation }),
    Risk: riskSchema,
  });

/** What the statuses of its payments look like. */
export const detailsOf = (path: string): Described => ({
  schema: orderDetailsEnvelope,
  example: paymentDetails(path),
});
