import { Get, Inject, Param, Query } from '@nestjs/common';
import { StreamableFile } from '@nestjs/common';
import { Authorization, type ResourceAuthorization } from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequireReading } from '../access/permission-table.js';
import { Operation } from '../openapi/operation.decorator.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { transactionsAnswer, transactionsQuerySchema } from '../transactions/transaction.schema.js';
import type { TransactionsEnvelope } from '../transactions/transactions.service.js';
import { statementFileAnswer } from './file/statement-file.model.js';
import { StatementFileService } from './file/statement-file.service.js';
import { statementsAnswer, statementsQuerySchema } from './statement.schema.js';
import { StatementsService, type StatementsEnvelope } from './statements.service.js';

const tag = 'Statements';
const listed = { tag, query: statementsQuerySchema, answer: statementsAnswer };
const named = 'accounts/:AccountId/statements/:StatementId';

/** GET /statements, /accounts/{AccountId}/statements and what lies below one statement. */
@AccountInformation()
export class StatementsController {
  constructor(
    @Inject(StatementsService) private readonly statements: StatementsService,
    @Inject(StatementFileService) private readonly files: StatementFileService,
  ) {}

  @Get('statements')
  @RequireReading('statements')
  @Operation({ summary: 'Statements of the chosen accounts, the newest first', ...listed })
  all(
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
    @Query() query: Record<string, unknown>,
  ): Promise<StatementsEnvelope> {
    return this.statements.all({ authorization, url, query });
  }

  @Get('accounts/:AccountId/statements')
  @RequireReading('statements')
  @Operation({ summary: 'Statements of an account, the newest first', ...listed })
  ofAccount(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
    @Query() query: Record<string, unknown>,
  ): Promise<StatementsEnvelope> {
    return this.statements.ofAccount(accountId, { authorization, url, query });
  }

  @Get(named)
  @RequireReading('statements')
  @Operation({ summary: 'One statement', tag, answer: statementsAnswer })
  one(
    @Param('AccountId') accountId: string,
    @Param('StatementId') statementId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<StatementsEnvelope> {
    return this.statements.one({ accountId, statementId }, authorization, url);
  }

  @Get(`${named}/transactions`)
  @RequireReading('statement-transactions')
  @Operation({
    summary: 'Transactions of the month of a statement, the newest first',
    ...{ tag, query: transactionsQuerySchema, answer: transactionsAnswer },
  })
  transactionsOf(
    @Param('AccountId') accountId: string,
    @Param('StatementId') statementId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
    @Query() query: Record<string, unknown>,
  ): Promise<TransactionsEnvelope> {
    const path = { accountId, statementId };
    return this.statements.transactionsOf(path, { authorization, url, query });
  }

  @Get(`${named}/file`)
  @RequireReading('statement-file')
  @Operation({ summary: 'One statement as a PDF', tag, answer: statementFileAnswer })
  file(
    @Param('AccountId') accountId: string,
    @Param('StatementId') statementId: string,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<StreamableFile> {
    return this.files.file({ accountId, statementId }, authorization);
  }
}
