import { beneficiaries } from '../beneficiaries/beneficiaries.js';
import { directDebits } from '../mandates/direct-debits.js';
import { standingOrders } from '../mandates/standing-orders.js';
import { offers } from '../offers/offers.js';
import { PartiesController } from '../parties/parties.controller.js';
import { PartiesService } from '../parties/parties.service.js';
import { products } from '../products/products.js';
import { scheduledPayments } from '../scheduled-payments/scheduled-payments.js';
import { StatementFileService } from '../statements/file/statement-file.service.js';
import { StatementSweeper } from '../statements/statement.sweeper.js';
import { StatementsController } from '../statements/statements.controller.js';
import { StatementsService } from '../statements/statements.service.js';
import { StatementsStore } from '../statements/statements.store.js';
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
    StatementsController,
  ],
  providers: [
    AccountDataService,
    PartiesService,
    StatementsService,
    StatementsStore,
    StatementFileService,
    StatementSweeper,
  ],
};
