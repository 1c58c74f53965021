import { Get, Inject, Param, Query } from '@nestjs/common';
import { Authorization, type ResourceAuthorization } from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequireReading } from '../access/permission-table.js';
import { Operation } from '../openapi/operation.decorator.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { transactionsAnswer, transactionsQuerySchema } from './transaction.schema.js';
import { TransactionsService, type TransactionsEnvelope } from './transactions.service.js';

const listed = { tag: 'Transactions', query: transactionsQuerySchema, answer: transactionsAnswer };

/** GET /transactions and GET /accounts/{AccountId}/transactions. */
@AccountInformation()
export class TransactionsController {
  constructor(@Inject(TransactionsService) private readonly transactions: TransactionsService) {}

  @Get('transactions')
  @RequireReading('transactions')
  @Operation({ summary: 'Transactions of the shared accounts, the newest first', ...listed })
  all(
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
    @Query() query: Record<string, unknown>,
  ): Promise<TransactionsEnvelope> {
    return this.transactions.all({ authorization, url, query });
  }

  @Get('accounts/:AccountId/transactions')
  @RequireReading('transactions')
  @Operation({ summary: 'Transactions of one account, the newest first', ...listed })
  one(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
    @Query() query: Record<string, unknown>,
  ): Promise<TransactionsEnvelope> {
    return this.transactions.one(accountId, { authorization, url, query });
  }
}
