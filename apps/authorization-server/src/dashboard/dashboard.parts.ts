import { AppNamesStore } from './app-names.store.js';
import { BankKnowledge } from './bank-knowledge.js';
import { CustomerSessionStore } from './customer-session.store.js';
import { DashboardCodeController } from './dashboard-code.controller.js';
import { DashboardPages } from './dashboard-pages.js';
import { DashboardSignInController } from './dashboard-sign-in.controller.js';
import { DashboardStopController } from './dashboard-stop.controller.js';
import { DashboardVisits } from './dashboard-visits.js';
import { PaymentSigning } from './payment-signing.js';
import { SharedPaymentController } from './shared-payment.controller.js';
import { DashboardController } from './dashboard.controller.js';
import { StopPages } from './stop-pages.js';

/** What customers see of all that they share, behind a session of their own. */
export const dashboardParts = {
  controllers: [
    DashboardSignInController,
    DashboardCodeController,
    DashboardStopController,
    SharedPaymentController,
    DashboardController,
  ],
  providers: [
    CustomerSessionStore,
    AppNamesStore,
    BankKnowledge,
    DashboardVisits,
    DashboardPages,
    StopPages,
    PaymentSigning,
  ],
};
