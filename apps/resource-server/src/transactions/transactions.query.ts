import { invalidField } from '../open-banking/open-banking-error.js';
import { onlyValue, windowOf, type BookingWindow } from './booking-window.js';

const pageSizeDefault = 100;
const pageSizeMin = 25;
const pageSizeMax = 1000;

/** What a caller asks of a list of transactions. */
export interface TransactionsQuery {
  readonly window: BookingWindow;
  /** Entries per page: `pageSize`, 25 to 1000. */
  readonly pageSize: number;
  /** An opaque cursor out of a link of this list; absent for the first page. */
  readonly page: string | undefined;
}

/** Reads the query of a request; what it does not know, it ignores. 400 for what is malformed or repeated. */
export function transactionsQuery(query: Readonly<Record<string, unknown>>): TransactionsQuery {
  return {
    window: windowOf(query, 'fromBookingDateTime', 'toBookingDateTime'),
    pageSize: pageSize(onlyValue(query, 'pageSize')),
    page: onlyValue(query, 'page'),
  };
}

function pageSize(value: string | undefined): number {
  if (value === undefined) return pageSizeDefault;
  const size = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (size >= pageSizeMin && size <= pageSizeMax) return size;
  throw invalidField(`pageSize must be ${pageSizeMin} to ${pageSizeMax}`, 'pageSize', value);
}
