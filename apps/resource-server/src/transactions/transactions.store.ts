import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import type { BookingWindow } from './booking-window.js';
import type { PageCursor, Walk } from './page-cursor.js';
import type { TransactionRow } from './transaction.resource.js';
import { firstPage, pageAfter, pageBefore } from './transactions.statements.js';
import { wholeDays } from './whole-days.js';

/** Which entries a list is made of. */
export interface TransactionList {
  readonly bank: string;
  readonly customerId: string;
  readonly parts: readonly AccountPart[];
}

/** What of one account is in a list. */
export interface AccountPart {
  readonly accountId: string;
  /** What its consent makes available. */
  readonly available: BookingWindow;
  /** What of it was asked for. */
  readonly window: BookingWindow;
  readonly credits: boolean;
  readonly debits: boolean;
}

export interface TransactionPage {
  /** The newest first. */
  readonly rows: readonly TransactionRow[];
  readonly walk: Walk;
  /** Accounts of the list that the customer still holds; known on the first page. */
  readonly accounts?: number;
}

interface FirstPageRow extends TransactionRow {
  readonly recorded_until: string;
  readonly accounts: string;
  readonly total: string;
  readonly first_available: Date | null;
  readonly last_available: Date | null;
}

/** Pages of the ledger: one statement each. */
@Injectable()
export class TransactionsStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async first(list: TransactionList, pageSize: number): Promise<TransactionPage> {
    const available = list.parts.map((part) => part.available);
    const days = list.parts.map(({ window }) => wholeDays(window));
    const values = [...valuesOf(list, pageSize), ...ends(available)];
    values.push(
      days.map(({ from }) => instant(from)),
      days.map(({ to }) => instant(to)),
    );
    const found = await this.database.query<FirstPageRow | FactsOnly>(firstPage, values);
    const [facts] = found;
    if (facts === undefined) throw new Error('an aggregate answers with a row');
    return {
      rows: found.filter((row): row is FirstPageRow => row.id !== null),
      walk: {
        recordedUntil: facts.recorded_until,
        total: Number(facts.total),
        firstAvailable: facts.first_available?.toISOString() ?? null,
        lastAvailable: facts.last_available?.toISOString() ?? null,
      },
      accounts: Number(facts.accounts),
    };
  }

  async at(list: TransactionList, cursor: PageCursor, pageSize: number): Promise<TransactionPage> {
    const { side, walk, bookedAt, id } = cursor;
    // Read from either side, a page holds the same entries: the last one holds what remains.
    const rowsMax = Math.min(pageSize, walk.total - (cursor.page - 1) * pageSize);
    const values = [...valuesOf(list, rowsMax), bookedAt, id, walk.recordedUntil];
    const rows = await this.database.query<TransactionRow>(
      side === 'after' ? pageAfter : pageBefore,
      values,
    );
    return { rows: side === 'after' ? rows : rows.reverse(), walk };
  }
}

type FactsOnly = Omit<FirstPageRow, keyof TransactionRow> & { readonly id: null };

const valuesOf = (list: TransactionList, rowsMax: number): unknown[] => [
  list.parts.map(({ accountId }) => accountId),
  list.customerId,
  list.bank,
  ...ends(list.parts.map(({ window }) => window)),
  list.parts.map(({ credits }) => credits),
  list.parts.map(({ debits }) => debits),
  rowsMax,
];

/** An instant as PostgreSQL reads it. */
function instant(milliseconds: number): Date | string {
  if (Number.isFinite(milliseconds)) return new Date(milliseconds);
  return milliseconds < 0 ? '-infinity' : 'infinity';
}

const ends = (windows: readonly BookingWindow[]): (Date | string)[][] => [
  windows.map(({ from }) => from ?? '-infinity'),
  windows.map(({ to }) => to ?? 'infinity'),
];
