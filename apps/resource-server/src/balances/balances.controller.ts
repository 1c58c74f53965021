import { Get, Inject, Param } from '@nestjs/common';
import { Authorization, type ResourceAuthorization } from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequireReading } from '../access/permission-table.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { Operation } from '../openapi/operation.decorator.js';
import { balancesExample, balancesSchema } from './balance.schema.js';
import { BalancesService, type BalancesEnvelope } from './balances.service.js';

const described = {
  tag: 'Balances',
  answer: { schema: balancesSchema, example: balancesExample },
};

/** GET /balances and GET /accounts/{AccountId}/balances. */
@AccountInformation()
export class BalancesController {
  constructor(@Inject(BalancesService) private readonly balances: BalancesService) {}

  @Operation({ summary: 'Balances of every account that the customer chose', ...described })
  @Get('balances')
  @RequireReading('balances')
  all(
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<BalancesEnvelope> {
    return this.balances.all(authorization, url);
  }

  @Operation({ summary: 'Balances of one account', ...described })
  @Get('accounts/:AccountId/balances')
  @RequireReading('balances')
  one(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<BalancesEnvelope> {
    return this.balances.one(accountId, authorization, url);
  }
}
