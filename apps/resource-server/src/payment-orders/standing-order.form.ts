import { domesticStandingOrderTypeName, standingOrderInitiationSchema } from '@sandbank/consent';
import { envelopeOf } from '../openapi/envelope.schema.js';
import { detailsOf, orderSchema, type PaymentOrderForm } from './payment-order-form.js';
import { standingOrder } from './payment-order.examples.js';
import { standingOrderSchema } from './payment-order.schema.js';

const path = 'domestic-standing-orders';

/** OBWriteDomesticStandingOrder3 and OBWriteDomesticStandingOrderResponse6. */
export const standingOrderForm: PaymentOrderForm = {
  type: domesticStandingOrderTypeName,
  kind: 'domestic-standing-order',
  path,
  idName: 'DomesticStandingOrderId',
  tag: 'Domestic standing orders',
  noun: 'a standing order',
  body: { schema: orderSchema(standingOrderInitiationSchema), example: standingOrder.order },
  answer: {
    schema: envelopeOf(standingOrderSchema(standingOrderInitiationSchema)),
    example: standingOrder.answer,
  },
  details: detailsOf(path),
};
