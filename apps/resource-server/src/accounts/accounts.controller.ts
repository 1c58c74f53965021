import { Get, Inject, Param } from '@nestjs/common';
import { Authorization, type ResourceAuthorization } from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequireReading } from '../access/permission-table.js';
import { Operation } from '../openapi/operation.decorator.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { accountsAnswer } from './account.schema.js';
import { AccountsService, type AccountsEnvelope } from './accounts.service.js';

/** GET /accounts and GET /accounts/{AccountId}. */
@AccountInformation()
export class AccountsController {
  constructor(@Inject(AccountsService) private readonly accounts: AccountsService) {}

  @Get('accounts')
  @RequireReading('accounts')
  @Operation({ summary: 'The shared accounts', tag: 'Accounts', answer: accountsAnswer })
  all(
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<AccountsEnvelope> {
    return this.accounts.all(authorization, url);
  }

  @Get('accounts/:AccountId')
  @RequireReading('accounts')
  @Operation({ summary: 'One account', tag: 'Accounts', answer: accountsAnswer })
  one(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<AccountsEnvelope> {
    return this.accounts.one(accountId, authorization, url);
  }
}
