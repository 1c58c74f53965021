import { categoryOf } from './categories.js';
import type { Account, Balance, Transaction } from './open-banking.js';

/** An account with what is on it, in the demo app's own words. Amounts are signed decimal strings. */
export interface AccountView {
  readonly accountId: string;
  readonly name: string;
  readonly typeCode: string | undefined;
  readonly maskedNumber: string | undefined;
  readonly holder: string | undefined;
  readonly balance: BalanceView | undefined;
  /** What can be spent, an agreed credit line included. */
  readonly available: BalanceView | undefined;
}

interface BalanceView {
  readonly amount: string;
  readonly currency: string;
  readonly at: string;
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

// ISO 20022 balance types, the most telling first.
const booked = ['ITBD', 'CLBD', 'XPCD', 'OPBD'] as const;
const available = ['ITAV', 'CLAV', 'FWAV'] as const;

/** One account with the balances that the bank tells of it. */
export function accountView(account: Account, balances: readonly Balance[]): AccountView {
  const own = balances.filter(({ AccountId }) => AccountId === account.AccountId);
  const identification = account.Account?.[0];
  return {
    accountId: account.AccountId,
    name: account.Nickname ?? account.Description ?? 'Account',
    typeCode: account.AccountTypeCode,
    maskedNumber: identification && `••••\u00a0${identification.Identification.slice(-4)}`,
    holder: identification?.Name,
    balance: balanceView(own, booked) ?? balanceView(own, available),
    available: balanceView(own, available),
  };
}

function balanceView(
  balances: readonly Balance[],
  types: readonly string[],
): BalanceView | undefined {
  const [found] = types.flatMap((type) => balances.filter(({ Type }) => Type === type));
  return (
    found && {
      amount: signed(found.CreditDebitIndicator, found.Amount.Amount),
      currency: found.Amount.Currency,
      at: found.DateTime,
    }
  );
}

const signed = (direction: 'Credit' | 'Debit', amount: string): string =>
  direction === 'Debit' && /[1-9]/.test(amount) ? `-${amount}` : amount;

/** One entry of a statement. */
export const entryView = (entry: Transaction): EntryView => ({
  transactionId: entry.TransactionId,
  accountId: entry.AccountId,
  bookedAt: entry.BookingDateTime,
  description: entry.MerchantDetails?.MerchantName ?? entry.TransactionInformation ?? 'Entry',
  category: categoryOf(entry) ?? 'Between own accounts',
  amount: signed(entry.CreditDebitIndicator, entry.Amount.Amount),
  currency: entry.Amount.Currency,
  pending: entry.Status !== 'BOOK',
});
