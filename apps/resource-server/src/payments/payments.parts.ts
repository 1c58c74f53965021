import { PaymentEngine } from './engine/payment-engine.js';
import { PaymentsController } from './payments.controller.js';
import { PaymentsService } from './payments.service.js';
import { PaymentsStore } from './payments.store.js';

/** Single payments. */
export const paymentsParts = {
  controllers: [PaymentsController],
  providers: [PaymentsService, PaymentsStore, PaymentEngine],
};
