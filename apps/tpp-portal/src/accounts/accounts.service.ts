import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import type { z } from 'zod';
import { historyStart } from '../banks/access-request.js';
import { PortalError } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { accountView, entryView, type AccountView, type EntryView } from './account-views.js';
import { BankApi } from './bank-api.js';
import {
  accountsAnswer,
  balancesAnswer,
  transactionsAnswer,
  type Transaction,
} from './open-banking.js';
import { monthsBetween, spendingOf, type SpendingView } from './spending.js';

const pagesMax = 20;
const recentMax = 60;

export interface SpendingAnswer {
  readonly currency: string;
  readonly views: readonly SpendingView[];
  readonly recent: readonly EntryView[];
  readonly entryCount: number;
  /** True when the bank had more pages than the app reads at once. */
  readonly truncated: boolean;
}

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
    return accounts.map((account) => accountView(account, balances));
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
      `/aisp/transactions?fromBookingDateTime=${since}&pageSize=1000`;
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

function parse<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new PortalError('bank_refused', 'The bank’s answer is not as the standard says.', {
    cause: parsed.error,
  });
}
