import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import { KnownBanks, type ResourceAuthorization } from '@sandbank/protected-resource';
import {
  chosenAccount,
  consentedCall,
  may,
  type ConsentedCall,
} from '../open-banking/consented.js';
import { available, type Envelope } from '../open-banking/envelope.js';
import { notCovered } from '../open-banking/open-banking-error.js';
import { consentedWindow, intersection } from './booking-window.js';
import { PageCursors } from './page-cursor.js';
import { PageLinks } from './page-links.js';
import { transactionResource, type TransactionResource } from './transaction.resource.js';
import { transactionsQuery, type TransactionsQuery } from './transactions.query.js';
import { TransactionsStore, type TransactionList } from './transactions.store.js';

export type TransactionsEnvelope = Envelope<{
  readonly Transaction: readonly TransactionResource[];
}>;

/** A request for transactions. */
export interface TransactionsRequest {
  readonly authorization: ResourceAuthorization;
  readonly url: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** What was booked on the accounts that a customer chose to share, page by page, the newest first. */
@Injectable()
export class TransactionsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TransactionsStore) private readonly store: TransactionsStore,
    @Inject(PageCursors) private readonly cursors: PageCursors,
    @Inject(PageLinks) private readonly links: PageLinks,
    @Inject(KnownBanks) private readonly banks: KnownBanks,
  ) {}

  async all(request: TransactionsRequest): Promise<TransactionsEnvelope> {
    const call = consentedCall(request.authorization);
    return this.answer(request, call, call.consent.accountIds);
  }

  async one(accountId: string, request: TransactionsRequest): Promise<TransactionsEnvelope> {
    const call = consentedCall(request.authorization);
    const id = await chosenAccount(accountId, call, this.database);
    return this.answer(request, call, [id]);
  }

  private async answer(
    { url, query: raw }: TransactionsRequest,
    call: ConsentedCall,
    accountIds: readonly string[],
  ): Promise<TransactionsEnvelope> {
    const query = transactionsQuery(raw);
    const list = listOf(call, accountIds, query);
    const binding = bindingOf(call, list, query);
    const cursor = query.page === undefined ? undefined : this.cursors.read(query.page, binding);
    const found =
      cursor === undefined
        ? await this.store.first(list, query.pageSize)
        : await this.store.at(list, cursor, query.pageSize);
    if (found.accounts === 0) throw notCovered('the customer holds none of these', 'AccountId');
    const view = await this.view(call);
    const pages = Math.max(1, Math.ceil(found.walk.total / query.pageSize));
    const { firstAvailable, lastAvailable } = found.walk;
    return {
      Data: { Transaction: found.rows.map((row) => transactionResource(row, view)) },
      Links: this.links.of({ url, binding, pages, page: cursor?.page ?? 1, ...found }),
      Meta: { TotalPages: pages, ...available(instant(firstAvailable), instant(lastAvailable)) },
    };
  }

  private async view(call: ConsentedCall) {
    const bank = await this.banks.find(call.bank);
    return {
      bankName: bank?.name ?? call.bank,
      detail: may(call, 'ReadTransactionsDetail'),
      cardNumbers: may(call, 'ReadPAN'),
    };
  }
}

const instant = (text: string | null): Date | undefined =>
  text === null ? undefined : new Date(text);

function listOf(
  call: ConsentedCall,
  accountIds: readonly string[],
  query: TransactionsQuery,
): TransactionList {
  const { consent, bank } = call;
  const credits = may(call, 'ReadTransactionsCredits');
  const debits = may(call, 'ReadTransactionsDebits');
  if (!credits && !debits) {
    throw notCovered('the customer permitted neither credits nor debits', 'Permissions');
  }
  const consented = consentedWindow(consent);
  const window = intersection(consented, query.window);
  return {
    bank,
    customerId: consent.customerId,
    accountIds,
    available: consented,
    window,
    credits,
    debits,
  };
}

/** A cursor is good for one consent under one grant, the same accounts, filter and page size. */
const bindingOf = ({ consent }: ConsentedCall, list: TransactionList, query: TransactionsQuery) => [
  list.bank,
  consent.consentId,
  consent.grantId,
  list.accountIds.join(),
  list.window.from?.toISOString() ?? null,
  list.window.to?.toISOString() ?? null,
  String(list.credits),
  String(list.debits),
  query.pageSize,
];
