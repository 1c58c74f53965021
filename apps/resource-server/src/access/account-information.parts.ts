import { accountDataParts } from '../account-data/account-data.parts.js';
import { AccountsController } from '../accounts/accounts.controller.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { BalancesController } from '../balances/balances.controller.js';
import { BalancesService } from '../balances/balances.service.js';
import { PageLinks } from '../transactions/page-links.js';
import { TransactionsController } from '../transactions/transactions.controller.js';
import { TransactionsService } from '../transactions/transactions.service.js';
import { TransactionsStore } from '../transactions/transactions.store.js';

/** What apps may read of the accounts that a customer shares. */
export const accountInformationParts = {
  controllers: [
    AccountsController,
    BalancesController,
    TransactionsController,
    ...accountDataParts.controllers,
  ],
  providers: [
    AccountsService,
    BalancesService,
    TransactionsService,
    TransactionsStore,
    PageLinks,
    ...accountDataParts.providers,
  ],
};
