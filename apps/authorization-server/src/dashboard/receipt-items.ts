import type { ReceiptPage } from '../bank-internal/receipts.client.js';
import { accountsInWords, type Known } from './bank-knowledge.js';
import { readingOf } from './receipt-words.js';
import type { Receipts } from './views/index.js';

/** A page of receipts in words; `path` is the page they stand on, `before` where this page of them begins. */
export function receiptsInWords(
  page: ReceiptPage | undefined,
  known: Known,
  path: string,
  before: Date | undefined,
): Receipts {
  if (page === undefined) return 'unknown';
  const { receipts, Before } = page;
  return {
    items: receipts.map((receipt) => ({
      at: receipt.At,
      ...readingOf(receipt.Method, receipt.Resource),
      accounts: accountsInWords(receipt.AccountIds, known),
      customerPresent: receipt.CustomerPresent,
      count: receipt.Count,
    })),
    ...(before !== undefined && { newestHref: `${path}#receipts` }),
    ...(Before !== undefined && { olderHref: `${path}?before=${Before.getTime()}#receipts` }),
  };
}

/** The moment in an address, in milliseconds since 1970; whatever else stands there means the newest page. */
export function momentIn(value: unknown): Date | undefined {
  return typeof value === 'string' && /^\d{1,14}$/.test(value)
    ? new Date(Number(value))
    : undefined;
}
