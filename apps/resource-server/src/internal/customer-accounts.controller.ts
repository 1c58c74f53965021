import { Controller, Get, Inject, Param, UseGuards } from '@nestjs/common';
import { unknownResource } from '../open-banking/open-banking-error.js';
import { isUuid } from '@sandbank/platform';
import { BankTokenGuard } from './bank-token.guard.js';
import { CustomerAccountsService, type OfferedAccount } from './customer-accounts.service.js';

/** For the authorization server's consent page alone; no part of the bank's public API. */
@Controller('internal/v1/:bank/customers/:customerId/accounts')
@UseGuards(BankTokenGuard)
export class CustomerAccountsController {
  constructor(
    @Inject(CustomerAccountsService) private readonly accounts: CustomerAccountsService,
  ) {}

  @Get()
  accountsOf(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
  ): Promise<{ accounts: OfferedAccount[] }> {
    if (!isUuid(customerId)) throw unknownResource('there is no such customer', 'customerId');
    return this.accounts.of(customerId, bank);
  }
}
