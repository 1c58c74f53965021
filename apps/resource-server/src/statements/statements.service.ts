import { Inject, Injectable } from '@nestjs/common';
import { Database, isUuid } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { permittedFieldsOf } from '../access/permitted-fields.js';
import { aboutAccount, consentedCall, type ConsentedCall } from '../open-banking/consented.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { invalidField, notCovered, unknownResource } from '../open-banking/open-banking-error.js';
import { windowOf } from '../transactions/booking-window.js';
import {
  TransactionsService,
  type TransactionsEnvelope,
  type TransactionsRequest,
} from '../transactions/transactions.service.js';
import { statementResource, type StatementRow } from './statement.resource.js';
import type { StatementResource } from './statement.schema.js';
import { StatementsStore, type MaybeStatement } from './statements.store.js';

export type StatementsEnvelope = Envelope<{ readonly Statement: readonly StatementResource[] }>;

/** What a path names. */
export interface StatementPath {
  readonly accountId: string;
  readonly statementId: string;
}

/** The months that are over, of the accounts that a customer chose to share. */
@Injectable()
export class StatementsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(StatementsStore) private readonly store: StatementsStore,
    @Inject(TransactionsService) private readonly transactions: TransactionsService,
  ) {}

  async all({ authorization, url, query }: TransactionsRequest): Promise<StatementsEnvelope> {
    const window = windowOf(query, 'fromStatementDateTime', 'toStatementDateTime');
    const call = consentedCall(authorization);
    return answer(await this.store.list(call, window), call, url);
  }

  async ofAccount(
    accountId: string,
    { authorization, url, query }: TransactionsRequest,
  ): Promise<StatementsEnvelope> {
    const window = windowOf(query, 'fromStatementDateTime', 'toStatementDateTime');
    const call = await aboutAccount(accountId, consentedCall(authorization), this.database);
    const rows = await this.store.list(call, window);
    if (rows.length === 0) throw notCovered('the customer does not hold this account', 'AccountId');
    return answer(rows, call, url);
  }

  async one(
    path: StatementPath,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<StatementsEnvelope> {
    const { call, statement } = await this.found(path, authorization);
    return answer([statement], call, url);
  }

  /** The transactions of its month, page by page, as far as the consent goes. */
  async transactionsOf(
    path: StatementPath,
    request: TransactionsRequest,
  ): Promise<TransactionsEnvelope> {
    const { statement } = await this.found(path, request.authorization);
    const to = new Date(statement.ends_at.getTime() - 1);
    return this.transactions.one(path.accountId, {
      ...request,
      within: { from: statement.starts_at, to },
    });
  }

  private async found(
    { accountId, statementId }: StatementPath,
    authorization: ResourceAuthorization,
  ) {
    const call = await aboutAccount(accountId, consentedCall(authorization), this.database);
    const statement = existing(await this.store.byId(call, idOf(statementId)), statementId);
    return { call, statement };
  }
}

/** 400 for an id that is none. */
export function idOf(statementId: string): string {
  if (isUuid(statementId)) return statementId.toLowerCase();
  throw invalidField('StatementId is malformed', 'StatementId', statementId);
}

/** The statement of the one account that was asked for. 403 when it is not held, 400 when there is no such statement. */
export function existing<Row extends { readonly id: string }>(
  [row]: readonly MaybeStatement<Row>[],
  statementId: string,
): Row {
  if (row === undefined) throw notCovered('the customer does not hold this account', 'AccountId');
  if (row.id === null)
    throw unknownResource('the account has no such statement', 'StatementId', statementId);
  return row;
}

function answer(
  rows: readonly MaybeStatement<StatementRow>[],
  { accounts }: ConsentedCall,
  url: string,
): StatementsEnvelope {
  const permitted = permittedFieldsOf('statements', accounts);
  const statements = rows.filter((row): row is StatementRow => row.id !== null);
  const shown = statements.map((row) => permitted(row.account_id)(statementResource(row)));
  return onePage({ Statement: shown }, url);
}
