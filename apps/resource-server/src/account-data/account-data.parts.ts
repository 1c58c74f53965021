import { beneficiaries } from '../beneficiaries/beneficiaries.js';
import { directDebits } from '../mandates/direct-debits.js';
import { standingOrders } from '../mandates/standing-orders.js';
import { offers } from '../offers/offers.js';
import { PartiesController } from '../parties/parties.controller.js';
import { PartiesService } from '../parties/parties.service.js';
import { products } from '../products/products.js';
import { scheduledPayments } from '../scheduled-payments/scheduled-payments.js';
import { accountDataController } from './account-data.controller.js';
import { AccountDataService } from './account-data.service.js';

/** What stands beside the transactions of an account. A new kind is a file of its own and a line here. */
export const accountDataParts = {
  controllers: [
    accountDataController(beneficiaries),
    accountDataController(directDebits),
    accountDataController(standingOrders),
    accountDataController(scheduledPayments),
    accountDataController(products),
    accountDataController(offers),
    PartiesController,
  ],
  providers: [AccountDataService, PartiesService],
};
