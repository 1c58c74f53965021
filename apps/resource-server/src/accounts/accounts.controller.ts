import { Get, Inject, Param } from '@nestjs/common';
import {
  Authorization,
  RequireConsent,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { AccountsService, type AccountsEnvelope } from './accounts.service.js';

/** GET /accounts and GET /accounts/{AccountId}. */
@AccountInformation()
export class AccountsController {
  constructor(@Inject(AccountsService) private readonly accounts: AccountsService) {}

  @Get('accounts')
  @RequireConsent(['ReadAccountsBasic', 'ReadAccountsDetail'])
  all(
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<AccountsEnvelope> {
    return this.accounts.all(authorization, url);
  }

  @Get('accounts/:AccountId')
  @RequireConsent(['ReadAccountsBasic', 'ReadAccountsDetail'])
  one(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<AccountsEnvelope> {
    return this.accounts.one(accountId, authorization, url);
  }
}
