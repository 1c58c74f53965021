import { domesticScheduledPaymentTypeName, scheduledInitiationSchema } from '@sandbank/consent';
import { envelopeOf } from '../openapi/envelope.schema.js';
import { detailsOf, orderSchema, type PaymentOrderForm } from './payment-order-form.js';
import { scheduledPayment } from './payment-order.examples.js';
import { scheduledPaymentSchema } from './payment-order.schema.js';

const path = 'domestic-scheduled-payments';

/** OBWriteDomesticScheduled2 and OBWriteDomesticScheduledResponse5. */
export const scheduledPaymentForm: PaymentOrderForm = {
  type: domesticScheduledPaymentTypeName,
  kind: 'domestic-scheduled-payment',
  path,
  idName: 'DomesticScheduledPaymentId',
  tag: 'Domestic scheduled payments',
  noun: 'a payment on a day to come',
  body: { schema: orderSchema(scheduledInitiationSchema), example: scheduledPayment.order },
  answer: {
    schema: envelopeOf(scheduledPaymentSchema(scheduledInitiationSchema)),
    example: scheduledPayment.answer,
  },
  details: detailsOf(path),
};
