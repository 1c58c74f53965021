import { CustomerOrdersController } from './customer-orders.controller.js';
import { CustomerOrdersStore } from './customer-orders.store.js';
import { OrderExecutor } from './order-executor.js';
import { paymentOrdersController } from './payment-orders.controller.js';
import { PaymentOrdersService } from './payment-orders.service.js';
import { PaymentOrdersStore } from './payment-orders.store.js';
import { scheduledPaymentForm } from './scheduled-payment.form.js';
import { standingOrderForm } from './standing-order.form.js';

/** Orders that the bank carries out later: payments on a day to come, and standing orders. */
export const paymentOrdersParts = {
  controllers: [
    ...[scheduledPaymentForm, standingOrderForm].map(paymentOrdersController),
    CustomerOrdersController,
  ],
  providers: [PaymentOrdersService, PaymentOrdersStore, OrderExecutor, CustomerOrdersStore],
};
