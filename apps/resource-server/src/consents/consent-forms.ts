import { accountAccessForm } from './account-access.form.js';
import { consentsController } from './consents.controller.js';
import { domesticPaymentForm } from './domestic-payment.form.js';
import { domesticScheduledPaymentForm } from './domestic-scheduled-payment.form.js';
import { domesticStandingOrderForm } from './domestic-standing-order.form.js';
import { domesticVrpForm } from './domestic-vrp.form.js';
import { fundsConfirmationForm } from './funds-confirmation.form.js';

/** Every kind of consent that a client may lodge. A new one is a file of its own and a line here. */
export const consentForms = [
  accountAccessForm,
  domesticPaymentForm,
  domesticScheduledPaymentForm,
  domesticStandingOrderForm,
  domesticVrpForm,
  fundsConfirmationForm,
] as const;

/** Their endpoints. */
export const consentsControllers = consentForms.map(consentsController);
