import { Inject, Injectable } from '@nestjs/common';
import type { Links } from '../open-banking/envelope.js';
import { urlOfPage } from '../open-banking/public-url.js';
import { PageCursors, type CursorBinding, type PageCursor, type Walk } from './page-cursor.js';
import type { TransactionRow } from './transaction.resource.js';

/** A page and where it stands in its list. */
export interface Place {
  readonly url: string;
  readonly binding: CursorBinding;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly TransactionRow[];
  readonly walk: Walk;
}

const oldestEntry = { bookedAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** Links from a page to its neighbours and to both ends of the list. */
@Injectable()
export class PageLinks {
  constructor(@Inject(PageCursors) private readonly cursors: PageCursors) {}

  of(place: Place): Links {
    const { url, page, pages } = place;
    const first = urlOfPage(url, undefined);
    const [newest, oldest] = [place.rows[0], place.rows.at(-1)];
    return {
      Self: url,
      First: first,
      ...(page > 1 && newest !== undefined
        ? { Prev: this.link(place, { page: page - 1, side: 'before', ...entryOf(newest) }) }
        : {}),
      ...(page < pages && oldest !== undefined
        ? { Next: this.link(place, { page: page + 1, side: 'after', ...entryOf(oldest) }) }
        : {}),
      Last: pages === 1 ? first : this.link(place, { page: pages, side: 'before', ...oldestEntry }),
    };
  }

  private link(place: Place, cursor: Omit<PageCursor, 'walk'>): string {
    const { url, binding, walk } = place;
    return urlOfPage(url, this.cursors.write({ ...cursor, walk }, binding));
  }
}

const entryOf = (row: TransactionRow): Pick<PageCursor, 'bookedAt' | 'id'> => ({
  bookedAt: row.booked_at.toISOString(),
  id: row.id,
});
