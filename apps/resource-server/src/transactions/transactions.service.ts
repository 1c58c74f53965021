import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import { KnownBanks, type ResourceAuthorization } from '@sandbank/protected-resource';
import { permissionTable } from '../access/permission-table.js';
import { permittedFieldsOf } from '../access/permitted-fields.js';
import { aboutAccount, consentedCall, may, type ConsentedCall } from '../open-banking/consented.js';
import { available, type Envelope } from '../open-banking/envelope.js';
import { notCovered } from '../open-banking/open-banking-error.js';
import { consentedWindow, intersection, type BookingWindow } from './booking-window.js';
import { PageCursors } from './page-cursor.js';
import { PageLinks } from './page-links.js';
import {
  transactionResource,
  type TransactionResource,
  type TransactionRow,
} from './transaction.resource.js';
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
  /** What the path itself is about, such as the month of a statement. */
  readonly within?: BookingWindow;
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
    return this.answer(request, consentedCall(request.authorization));
  }

  async one(accountId: string, request: TransactionsRequest): Promise<TransactionsEnvelope> {
    const call = consentedCall(request.authorization);
    return this.answer(request, await aboutAccount(accountId, call, this.database));
  }

  private async answer(
    { url, query: raw, within }: TransactionsRequest,
    call: ConsentedCall,
  ): Promise<TransactionsEnvelope> {
    const asked = transactionsQuery(raw);
    const query = { ...asked, window: intersection(asked.window, within ?? everything) };
    const list = listOf(call, query);
    const binding = bindingOf(call, list, query);
    const cursor = query.page === undefined ? undefined : this.cursors.read(query.page, binding);
    const found =
      cursor === undefined
        ? await this.store.first(list, query.pageSize)
        : await this.store.at(list, cursor, query.pageSize);
    if (found.accounts === 0) throw notCovered('the customer holds none of these', 'AccountId');
    const bankName = (await this.banks.find(call.bank))?.name ?? call.bank;
    const permitted = permittedFieldsOf('transactions', call.accounts);
    const shown = (row: TransactionRow) =>
      permitted(row.account_id)(transactionResource(row, { bankName }));
    const pages = Math.max(1, Math.ceil(found.walk.total / query.pageSize));
    const { firstAvailable, lastAvailable } = found.walk;
    return {
      Data: { Transaction: found.rows.map(shown) },
      Links: this.links.of({ url, binding, pages, page: cursor?.page ?? 1, ...found }),
      Meta: { TotalPages: pages, ...available(instant(firstAvailable), instant(lastAvailable)) },
    };
  }
}

const instant = (text: string | null): Date | undefined =>
  text === null ? undefined : new Date(text);

const everything: BookingWindow = { from: undefined, to: undefined };
const { entries } = permissionTable.transactions;

/** Each account as far as its own consent goes. */
function listOf(
  { bank, customerId, accounts }: ConsentedCall,
  query: TransactionsQuery,
): TransactionList {
  const parts = [...accounts].map(([accountId, consent]) => ({
    accountId,
    available: consentedWindow(consent),
    window: intersection(consentedWindow(consent), query.window),
    credits: may(consent, entries.Credit),
    debits: may(consent, entries.Debit),
  }));
  return { bank, customerId, parts };
}

/** A cursor is good under one grant, for the same accounts under the same consents, filter and page size. */
const bindingOf = (
  { accounts }: ConsentedCall,
  list: TransactionList,
  query: TransactionsQuery,
) => [
  list.bank,
  ...list.parts.flatMap(({ accountId, window, credits, debits }) => {
    const { consentId = null, grantId = null } = accounts.get(accountId) ?? {};
    const ends = [window.from?.toISOString() ?? null, window.to?.toISOString() ?? null];
    return [accountId, consentId, grantId, ...ends, String(credits), String(debits)];
  }),
  query.pageSize,
];
