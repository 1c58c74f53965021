import { amountOf, unitsOf } from './amount.js';
import { categoryOf, isRefund, type Category } from './categories.js';
import type { Transaction } from './open-banking.js';

/** Spending of one account, or of all of them, over whole months. Amounts are decimal strings. */
export interface SpendingView {
  /** Undefined: all accounts together. */
  readonly accountId?: string;
  readonly months: readonly {
    /** As `2026-03`. */
    readonly month: string;
    readonly spent: string;
    readonly received: string;
    readonly categories: Readonly<Partial<Record<Category, string>>>;
  }[];
  /** Largest first. */
  readonly categories: readonly { readonly category: Category; readonly spent: string }[];
}

interface Sums {
  spent: bigint;
  received: bigint;
  readonly categories: Map<Category, bigint>;
}

const monthOf = (entry: Transaction): string => entry.BookingDateTime.slice(0, 7);

/** The months from the one of `from` to the one of `to`, oldest first. */
export const monthsBetween = (from: Date, to: Date): string[] => {
  const months: string[] = [];
  let year = from.getUTCFullYear();
  let month = from.getUTCMonth();
  while (year * 12 + month <= to.getUTCFullYear() * 12 + to.getUTCMonth()) {
    months.push(`${year}-${String(month + 1).padStart(2, '0')}`);
    month += 1;
    if (month === 12) [year, month] = [year + 1, 0];
  }
  return months;
};

/** Adds entries of one currency up by month and category; own transfers count for nothing. */
export function spendingOf(
  entries: readonly Transaction[],
  months: readonly string[],
  accountId?: string,
): SpendingView {
  const sums = new Map<string, Sums>(
    months.map((month) => [month, { spent: 0n, received: 0n, categories: new Map() }]),
  );
  for (const entry of entries) {
    const sum = sums.get(monthOf(entry));
    const category = categoryOf(entry);
    if (sum === undefined || category === undefined) continue;
    const units = unitsOf(entry.Amount.Amount);
    if (entry.CreditDebitIndicator === 'Credit' && !isRefund(entry)) {
      sum.received += units;
      continue;
    }
    const spent = isRefund(entry) ? -units : units;
    sum.spent += spent;
    sum.categories.set(category, (sum.categories.get(category) ?? 0n) + spent);
  }
  return {
    ...(accountId === undefined ? {} : { accountId }),
    months: [...sums].map(([month, sum]) => ({
      month,
      spent: amountOf(sum.spent),
      received: amountOf(sum.received),
      categories: Object.fromEntries(
        [...sum.categories].map(([category, units]) => [category, amountOf(units)]),
      ),
    })),
    categories: totals([...sums.values()]),
  };
}

function totals(sums: readonly Sums[]): SpendingView['categories'] {
  const all = new Map<Category, bigint>();
  for (const { categories } of sums) {
    for (const [category, units] of categories) {
      all.set(category, (all.get(category) ?? 0n) + units);
    }
  }
  return [...all]
    .filter(([, units]) => units > 0n)
    .sort(([, a], [, b]) => (a < b ? 1 : -1))
    .map(([category, units]) => ({ category, spent: amountOf(units) }));
}
