import { Get, Inject, Param, Query } from '@nestjs/common';
import {
  Authorization,
  RequireConsent,
  type AnyOf,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { TransactionsService, type TransactionsEnvelope } from './transactions.service.js';

/** Transactions, and of which direction: a consent without either shows none. */
const someTransactions = [
  ['ReadTransactionsBasic', 'ReadTransactionsDetail'],
  ['ReadTransactionsCredits', 'ReadTransactionsDebits'],
] as const satisfies readonly AnyOf[];

/** GET /transactions and GET /accounts/{AccountId}/transactions. */
@AccountInformation()
export class TransactionsController {
  constructor(@Inject(TransactionsService) private readonly transactions: TransactionsService) {}

  @Get('transactions')
  @RequireConsent(...someTransactions)
  all(
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
    @Query() query: Record<string, unknown>,
  ): Promise<TransactionsEnvelope> {
    return this.transactions.all({ authorization, url, query });
  }

  @Get('accounts/:AccountId/transactions')
  @RequireConsent(...someTransactions)
  one(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
    @Query() query: Record<string, unknown>,
  ): Promise<TransactionsEnvelope> {
    return this.transactions.one(accountId, { authorization, url, query });
  }
}
