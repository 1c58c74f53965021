import { PayContinuation } from './pay.continuation.js';
import { PaymentFollower } from './payment-follower.js';
import { PaymentSender } from './payment-sender.js';
import { PaymentStore } from './payment.store.js';
import { PaymentsController } from './payments.controller.js';
import { PaymentsService } from './payments.service.js';

/** Payments that a visitor makes through the demo app. */
export const paymentsParts = {
  controllers: [PaymentsController],
  providers: [PayContinuation, PaymentFollower, PaymentSender, PaymentStore, PaymentsService],
};
