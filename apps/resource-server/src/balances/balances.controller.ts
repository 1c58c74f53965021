import { Get, Inject, Param } from '@nestjs/common';
import {
  Authorization,
  RequireConsent,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { BalancesService, type BalancesEnvelope } from './balances.service.js';

/** GET /balances and GET /accounts/{AccountId}/balances. */
@AccountInformation()
export class BalancesController {
  constructor(@Inject(BalancesService) private readonly balances: BalancesService) {}

  @Get('balances')
  @RequireConsent(['ReadBalances'])
  all(
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<BalancesEnvelope> {
    return this.balances.all(authorization, url);
  }

  @Get('accounts/:AccountId/balances')
  @RequireConsent(['ReadBalances'])
  one(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<BalancesEnvelope> {
    return this.balances.one(accountId, authorization, url);
  }
}
