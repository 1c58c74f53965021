import type { Transaction } from './open-banking.js';

export type Category =
  | 'Groceries'
  | 'Eating out'
  | 'Transport'
  | 'Shopping'
  | 'Leisure'
  | 'Health'
  | 'Bills'
  | 'Regular payments'
  | 'Supplies'
  | 'Cash'
  | 'Transfers'
  | 'Bank charges'
  | 'Other';

// ISO 18245 in ranges; the first that holds the code wins.
const byMerchant: readonly (readonly [from: number, to: number, Category])[] = [
  [5411, 5411, 'Groceries'],
  [5422, 5499, 'Groceries'],
  [5811, 5814, 'Eating out'],
  [4000, 4799, 'Transport'],
  [5541, 5552, 'Transport'],
  [7511, 7549, 'Transport'],
  [5912, 5912, 'Health'],
  [8000, 8099, 'Health'],
  [4800, 4999, 'Bills'],
  [6300, 6399, 'Bills'],
  [6010, 6011, 'Cash'],
  [5013, 5199, 'Supplies'],
  [5815, 5818, 'Leisure'],
  [7800, 7999, 'Leisure'],
  [5200, 5999, 'Shopping'],
];

// ISO 20022 families and sub-families, for entries without a merchant.
const byCode: Readonly<Record<string, Category>> = {
  CWDL: 'Cash',
  PMDD: 'Bills',
  RDDT: 'Bills',
  STDO: 'Regular payments',
  INTR: 'Bank charges',
  MDOP: 'Bank charges',
  ICDT: 'Transfers',
};

/** What an entry was for; undefined for a move between the customer's own accounts, which is no spending. */
export const categoryOf = (entry: Transaction): Category | undefined => {
  const { Code: family, SubCode: subFamily } = entry.BankTransactionCode ?? {};
  if (subFamily === 'BOOK') return undefined;
  const merchantCode = Number(entry.MerchantDetails?.MerchantCategoryCode ?? Number.NaN);
  const merchant = byMerchant.find(([from, to]) => merchantCode >= from && merchantCode <= to);
  if (merchant !== undefined) return merchant[2];
  return byCode[subFamily ?? ''] ?? byCode[family ?? ''] ?? 'Other';
};

/** Money that came back for something bought: it lessens spending and is no income. */
export const isRefund = (entry: Transaction): boolean =>
  entry.CreditDebitIndicator === 'Credit' &&
  (entry.BankTransactionCode?.SubCode === 'RIMB' || entry.BankTransactionCode?.Code === 'CCRD');
