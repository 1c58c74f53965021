import { domesticScheduledPaymentTypeName, scheduledInitiationSchema } from '@sandbank/consent';
import { scheduledInitiation } from '../payment-orders/payment-order.examples.js';
import { paymentOrderForm } from './payment-order-form.js';

/** OBWriteDomesticScheduledConsent4 and OBWriteDomesticScheduledConsentResponse5. */
export const domesticScheduledPaymentForm = paymentOrderForm({
  type: domesticScheduledPaymentTypeName,
  path: 'domestic-scheduled-payment-consents',
  name: 'DomesticScheduledPaymentConsent',
  tag: 'Domestic scheduled payments',
  noun: 'a consent to a payment on a day to come',
  initiation: scheduledInitiationSchema,
  example: scheduledInitiation,
});
