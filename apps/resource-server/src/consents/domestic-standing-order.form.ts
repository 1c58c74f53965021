import { domesticStandingOrderTypeName, standingOrderInitiationSchema } from '@sandbank/consent';
import { standingOrderInitiation } from '../payment-orders/payment-order.examples.js';
import { paymentOrderForm } from './payment-order-form.js';

/** OBWriteDomesticStandingOrderConsent5 and OBWriteDomesticStandingOrderConsentResponse6. */
export const domesticStandingOrderForm = paymentOrderForm({
  type: domesticStandingOrderTypeName,
  path: 'domestic-standing-order-consents',
  name: 'DomesticStandingOrderConsent',
  tag: 'Domestic standing orders',
  noun: 'a consent to a standing order',
  initiation: standingOrderInitiationSchema,
  example: standingOrderInitiation,
});
