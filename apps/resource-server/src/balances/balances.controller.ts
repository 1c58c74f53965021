import { Get, Inject, Param } from '@nestjs/common';
import {
  Authorization,
  RequireConsent,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequestTarget } from '../open-banking/public-url.js';
import { BalancesService, type BalancesEnvelope } from './balances.service.js';

/** GET /balances and GET /accounts/{AccountId}/balances. */
@AccountInformation()
export class BalancesController {
  constructor(@Inject(BalancesService) private readonly balances: BalancesService) {}

  @Get('balances')
  @RequireConsent('ReadBalances')
  all(
    @Authorization() authorization: ResourceAuthorization,
    @RequestTarget() target: string,
  ): Promise<BalancesEnvelope> {
    return this.balances.all(authorization, target);
  }

  @Get('accounts/:AccountId/balances')
  @RequireConsent('ReadBalances')
  one(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestTarget() target: string,
  ): Promise<BalancesEnvelope> {
    return this.balances.one(accountId, authorization, target);
  }
}
