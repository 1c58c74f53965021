import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { BankApi } from './bank-api.js';
import { ResourceCaller } from './resource-call.js';

/** What the demo app shows of a customer’s accounts. */
export const accountsParts = {
  controllers: [AccountsController],
  providers: [AccountsService, BankApi, ResourceCaller],
};
