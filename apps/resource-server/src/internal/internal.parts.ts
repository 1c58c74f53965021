import { CustomerAccountsController } from './customer-accounts.controller.js';
import { CustomerAccountsService } from './customer-accounts.service.js';
import { QuestionsController } from './questions.controller.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsService } from './receipts.service.js';

/** What the bank's own authorization server asks on behalf of a customer. */
export const internalParts = {
  controllers: [CustomerAccountsController, ReceiptsController, QuestionsController],
  providers: [CustomerAccountsService, ReceiptsService],
};
