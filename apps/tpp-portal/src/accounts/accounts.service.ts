import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import type { z } from 'zod';
import { historyStart } from '../banks/access-request.js';
import { PortalError } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { BankApi } from './bank-api.js';
import { categoryOf } from './categories.js';
import {
  accountsAnswer,
  balancesAnswer,
  transactionsAnswer,
  type Transaction,
} from './open-banking.js';
import { monthsBetween, spendingOf, type SpendingView } from './spending.js';

const pagesMax = 20;
const recentMax = 60;

/** An account with its balance, in the demo app's own words. */
export interface AccountView {
  readonly accountId: string;
  readonly name: string;
  readonly typeCode: string | undefined;
  readonly maskedNumber: string | undefined;
  readonly holder: string | undefined;
  readonly balance:
    | {
        readonly amount: string;
        readonly currency: string;
        readonly at: string;
        readonly type: string;
      }
    | undefined;
}

export interface EntryView {
  readonly transactionId: string | undefined;
  readonly accountId: string;
  readonly bookedAt: string;
  readonly description: string;
  readonly category: string;
  /** Negative when money left the account. */
  readonly amount: string;
  readonly currency: string;
  readonly pending: boolean;
}

export interface SpendingAnswer {
  readonly currency: string;
  readonly views: readonly SpendingView[];
  readonly recent: readonly EntryView[];
  readonly entryCount: number;
  /** True when the bank had more pages than the app reads at once. */
  readonly truncated: boolean;
}

// Where a bank sends several kinds, the customer's own idea of a balance comes first.
const balancePreference = ['ITAV', 'CLAV', 'ITBD', 'CLBD', 'XPCD'];
const rank = (type: string): number => (balancePreference.indexOf(type) + 99) % 99;

/** What Tally shows of a bank. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(BankApi) private readonly api: BankApi,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async accounts(session: BrowserSession | undefined, bank: string): Promise<AccountView[]> {
    const read = async <T extends z.ZodType>(schema: T, path: string) =>
      parse(schema, await this.api.get(session, bank, path));
    const accounts = (await read(accountsAnswer, '/aisp/accounts')).Data.Account;
    const balances = (await read(balancesAnswer, '/aisp/balances')).Data.Balance;
    return accounts.map((account) => {
      const [balance] = balances
        .filter(({ AccountId }) => AccountId === account.AccountId)
        .sort((a, b) => rank(a.Type) - rank(b.Type));
      const identification = account.Account?.[0];
      return {
        accountId: account.AccountId,
        name: account.Nickname ?? account.Description ?? 'Account',
        typeCode: account.AccountTypeCode,
        maskedNumber: identification && `•••• ${identification.Identification.slice(-4)}`,
        holder: identification?.Name,
        balance: balance && {
          amount: signed(balance.CreditDebitIndicator, balance.Amount.Amount),
          currency: balance.Amount.Currency,
          at: balance.DateTime,
          type: balance.Type,
        },
      };
    });
  }

  async spending(session: BrowserSession | undefined, bank: string): Promise<SpendingAnswer> {
    const now = this.clock.now();
    const from = historyStart(now);
    const { entries, truncated } = await this.entriesSince(session, bank, from);
    const currency = entries[0]?.Amount.Currency ?? 'GBP';
    const ofCurrency = entries.filter(({ Amount }) => Amount.Currency === currency);
    const months = monthsBetween(from, now);
    const accountIds = [...new Set(ofCurrency.map(({ AccountId }) => AccountId))];
    return {
      currency,
      views: [
        spendingOf(ofCurrency, months),
        ...accountIds.map((id) =>
          spendingOf(
            ofCurrency.filter(({ AccountId }) => AccountId === id),
            months,
            id,
          ),
        ),
      ],
      recent: [...entries]
        .sort((a, b) => b.BookingDateTime.localeCompare(a.BookingDateTime))
        .slice(0, recentMax)
        .map(entryView),
      entryCount: entries.length,
      truncated,
    };
  }

  private async entriesSince(
    session: BrowserSession | undefined,
    bank: string,
    from: Date,
  ): Promise<{ entries: Transaction[]; truncated: boolean }> {
    const entries: Transaction[] = [];
    const since = from.toISOString().slice(0, 19);
    let target: string | undefined =
      `/aisp/transactions?fromBookingDateTime=${since}&page-size=1000`;
    for (let page = 0; page < pagesMax && target !== undefined; page += 1) {
      const answer: z.output<typeof transactionsAnswer> = parse(
        transactionsAnswer,
        await this.api.get(session, bank, target),
      );
      entries.push(...answer.Data.Transaction);
      target = answer.Links?.Next;
    }
    return { entries, truncated: target !== undefined };
  }
}

const signed = (direction: 'Credit' | 'Debit', amount: string): string =>
  direction === 'Debit' && /[1-9]/.test(amount) ? `-${amount}` : amount;

const entryView = (entry: Transaction): EntryView => ({
  transactionId: entry.TransactionId,
  accountId: entry.AccountId,
  bookedAt: entry.BookingDateTime,
  description: entry.MerchantDetails?.MerchantName ?? entry.TransactionInformation ?? 'Entry',
  category: categoryOf(entry) ?? 'Between own accounts',
  amount: signed(entry.CreditDebitIndicator, entry.Amount.Amount),
  currency: entry.Amount.Currency,
  pending: entry.Status !== 'BOOK',
});

function parse<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new PortalError('bank_refused', 'The bank’s answer is not as the standard says.', {
    cause: parsed.error,
  });
}
